package io.github.taxistream.trip;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The format of the archive's files, once they are unpacked: the same records can be read back
 * exactly.
 *
 * <p>A record is its bytes and a newline, whenever that is unambiguous: if the record has newlines
 * at its end only, and something before them. So an empty line belongs to the record before it. Any
 * other record is a line {@code {"record_base64":"..."}} with its bytes in Base64, as is a record
 * that itself begins that way.
 */
public final class ArchiveFormat {

    private static final byte[] MARK = "{\"record_base64\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_MARKED = "\"}".getBytes(StandardCharsets.US_ASCII);

    private ArchiveFormat() {}

    /** Writes a record. */
    public static void write(byte[] record, OutputStream out) throws IOException {
        if (isPlain(record)) {
            out.write(record);
        } else {
            out.write(MARK);
            out.write(Base64.getEncoder().encode(record));
            out.write(END_OF_MARKED);
        }
        out.write('\n');
    }

    private static boolean isPlain(byte[] record) {
        int end = record.length;
        while (end > 0 && record[end - 1] == '\n') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (record[i] == '\n') {
                return false;
            }
        }
        return end > 0 && !isMarked(record);
    }

    private static boolean isMarked(byte[] line) {
        return line.length >= MARK.length
                && Arrays.equals(line, 0, MARK.length, MARK, 0, MARK.length);
    }

    /** Reads the records of a file, one after the other. */
    public static final class Reader {

        private static final int BUFFER_BYTES = 1 << 16;

        private final InputStream in;
        private byte[] line;

        /**
         * @param unpacked the file, unpacked
         */
        public Reader(InputStream unpacked) {
            in = new BufferedInputStream(unpacked, BUFFER_BYTES);
        }

        /**
         * The next record, or empty after the last.
         *
         * @throws IOException if the file cannot be read, or a line should have Base64 and does not
         */
        public Optional<byte[]> next() throws IOException {
            do {
                line = line == null ? readLine() : line;
                if (line == null) {
                    return Optional.empty();
                }
                // Only another writer leaves empty lines before the first record.
                line = line.length == 0 ? readLine() : line;
            } while (line != null && line.length == 0);
            if (line == null) {
                return Optional.empty();
            }
            byte[] first = line;
            line = readLine();
            if (isMarked(first)) {
                return Optional.of(unmarked(first));
            }
            int newlines = 0;
            while (line != null && line.length == 0) {
                newlines++;
                line = readLine();
            }
            byte[] record = Arrays.copyOf(first, first.length + newlines);
            Arrays.fill(record, first.length, record.length, (byte) '\n');
            return Optional.of(record);
        }

        /** The next line without its newline; null at the end of the file. */
        private byte[] readLine() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int next = in.read();
            if (next < 0) {
                return null;
            }
            for (; next >= 0 && next != '\n'; next = in.read()) {
                bytes.write(next);
            }
            return bytes.toByteArray();
        }

        private static byte[] unmarked(byte[] marked) throws IOException {
            String text = new String(marked, StandardCharsets.ISO_8859_1).stripTrailing();
            try {
                return Base64.getDecoder()
                        .decode(text.substring(MARK.length, text.length() - END_OF_MARKED.length));
            } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
                throw new IOException(
                        "the archive has a line whose record_base64 is not Base64: "
                                + text.substring(0, Math.min(text.length(), 80)),
                        e);
            }
        }
    }
}
