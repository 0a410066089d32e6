package io.github.taxistream.producer.input;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.reading.GzipStream;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.trip.FailureWords;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Opens a file of trips by its first bytes, not by its name. */
public final class TripFile {

    private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern JSON_NAME = Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.gz)?");
    private static final int BUFFER = 1 << 16;

    private TripFile() {}

    /**
     * The records of a file.
     *
     * @throws Problem if it is not a file of trips; the message has its name and the reason
     */
    public static RecordSource open(SourceFile file, InputRules rules) {
        try {
            InputStream in = new BufferedInputStream(file.open(), BUFFER);
            byte[] beginning = beginning(in);
            if (startsWith(beginning, PARQUET)) {
                in.close();
                return new ParquetTrips(file.name(), file.asParquet(), rules);
            }
            String name = file.name().toLowerCase(Locale.ROOT);
            if (name.endsWith(".parquet")) {
                in.close();
                throw new Problem(
                        file.name()
                                + (beginning.length == 0
                                        ? " is empty: not a Parquet file."
                                        : " is not a Parquet file: it does not begin with PAR1."));
            }
            boolean isGzip = GzipStream.isGzip(beginning);
            InputStream text = isGzip ? new BufferedInputStream(new GzipStream(in), BUFFER) : in;
            boolean isJson = isJson(name, text);
            // The first record of an archive, which is always compressed, may be anything.
            if (!isJson || !isGzip) {
                refuseWhatIsNoText(file.name(), beginning(text));
            }
            if (isJson) {
                return new JsonLines(file.name(), text, rules);
            }
            passMark(text);
            return new CsvTrips(file.name(), text, rules);
        } catch (IOException e) {
            throw cannotBeRead(file.name(), e);
        }
    }

    /** By its name, because a record of an archive may be anything; else by its first character. */
    private static boolean isJson(String name, InputStream text) throws IOException {
        if (JSON_NAME.matcher(name).matches()) {
            return true;
        }
        text.mark(BUFFER);
        int first = text.read();
        while (first == ' ' || first == '\t' || first == '\r' || first == '\n' || isMark(first)) {
            first = text.read();
        }
        text.reset();
        return first == '{' || first == '[';
    }

    /** Refuses what could only be taken for a CSV file with an odd header. */
    private static void refuseWhatIsNoText(String name, byte[] beginning) {
        String start = new String(beginning, StandardCharsets.ISO_8859_1);
        String what = null;
        if (start.startsWith("PK\u0003\u0004")) {
            what = "a zip archive: unpack it first.";
        } else if (start.startsWith("(\u00B5/\u00FD") || start.startsWith("BZh")) {
            what = "compressed with zstd or bzip2: unpack it, or use gzip.";
        } else if (GzipStream.isGzip(beginning)) {
            what = "compressed with gzip twice: unpack it once.";
        } else if (start.equals("PAR1")) {
            what = "a Parquet file compressed with gzip: unpack it.";
        } else if (start.equals("Obj\u0001") || start.startsWith("ORC") || start.equals("ARRO")) {
            what = "an Avro, ORC or Arrow file: save it as Parquet or CSV.";
        } else if (start.startsWith("\u00FE\u00FF")
                || start.startsWith("\u00FF\u00FE")
                || start.indexOf('\0') >= 0) {
            what = "not text in UTF-8, perhaps UTF-16: save it as UTF-8.";
        }
        if (what != null) {
            throw new Problem(name + " is " + what);
        }
    }

    private static void passMark(InputStream text) throws IOException {
        text.mark(BUFFER);
        if (text.read() != 0xEF || text.read() != 0xBB || text.read() != 0xBF) {
            text.reset();
        }
    }

    /** A byte of a byte-order mark. */
    private static boolean isMark(int b) {
        return b == 0xEF || b == 0xBB || b == 0xBF;
    }

    static Problem cannotBeRead(String name, Exception e) {
        return new Problem(name + " cannot be read: " + FailureWords.of(e), e);
    }

    private static byte[] beginning(InputStream in) throws IOException {
        in.mark(BUFFER);
        byte[] beginning = in.readNBytes(PARQUET.length);
        in.reset();
        return beginning;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length
                && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
