package io.github.taxistream.ledger.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Recognizes a record that is a binary file or message: it is one entry, whatever is in it. */
final class PlainBinary {

    /** Beginnings of files, one character a byte. */
    private static final List<String> FILES =
            List.of(
                    "Obj\u0001",
                    "PAR1",
                    "ORC",
                    "BZh",
                    "PK\u0003\u0004",
                    "(\u00B5/\u00FD",
                    "\u00F3\u0089\u009A\u00C2",
                    "\u00C3\u0001");

    /** Beginnings of UTF-16 and UTF-32: a byte-order mark, or a brace in so many bytes. */
    private static final List<String> WIDE_TEXTS =
            List.of("\u00FE\u00FF", "\u00FF\u00FE", "{\0", "\0{", "\0\0\0{");

    /** With the least length of a message of a schema registry that begins so. */
    private static final int LEAST_OF_CONFLUENT = 6;

    private static final int LEAST_OF_GLUE = 19;

    private PlainBinary() {}

    static boolean is(byte[] record) {
        if (record.length > 1 && record[0] == '{' && record[1] != 0) {
            return false; // As nearly every record: the look at all beginnings costs time.
        }
        String beginning =
                new String(record, 0, Math.min(record.length, 4), StandardCharsets.ISO_8859_1);
        return FILES.stream().anyMatch(beginning::startsWith)
                || WIDE_TEXTS.stream().anyMatch(beginning::startsWith)
                || (record.length >= LEAST_OF_CONFLUENT && beginning.startsWith("\0\0"))
                || (record.length >= LEAST_OF_GLUE
                        && (beginning.startsWith("\u0003\0")
                                || beginning.startsWith("\u0003\u0005")));
    }
}
