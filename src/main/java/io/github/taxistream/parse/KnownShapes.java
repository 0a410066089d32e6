package io.github.taxistream.parse;

import io.github.taxistream.parse.json.JsonScanner;
import io.github.taxistream.parse.json.JsonStrings;
import io.github.taxistream.parse.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognizes what people send instead of a trip, so that the rejection can say what it is. */
final class KnownShapes {

    /** Enough for the first line of a CSV file. */
    private static final int LOOKED_AT = 1000;

    private static final Pattern CSV =
            Pattern.compile(
                    "[^{}\\[\\]\\r\\n]*([,;\\t|])([^{}\\[\\]\\r\\n]*\\1).*", Pattern.DOTALL);
    private static final Pattern BASE64_OF_AN_OBJECT =
            Pattern.compile("\\s*(eyJ|eyA|ewo)[\\w+/=\\s]*");
    private static final Pattern SINGLE_QUOTES =
            Pattern.compile("\\s*\\[?\\s*\\{\\s*'.*", Pattern.DOTALL);

    private KnownShapes() {}

    /** Describes a record that is not text, in a phrase, if it is recognized. */
    static Optional<String> ofBinary(byte[] record) {
        if (startsWith(record, 'O', 'b', 'j', 1)) {
            return Optional.of("an Avro file: send each of its rows as a JSON object");
        }
        if (startsWith(record, 'P', 'A', 'R', '1')) {
            return Optional.of("a Parquet file: the producer's replay sends its rows");
        }
        if (startsWith(record, 'O', 'R', 'C')) {
            return Optional.of("an ORC file: send each of its rows as a JSON object");
        }
        if (startsWith(record, 0xC3, 0x01) || isOfARegistry(record)) {
            return Optional.of("Avro, or another format with a schema registry: send JSON");
        }
        if (startsWith(record, 0x28, 0xB5, 0x2F, 0xFD)) {
            return Optional.of("compressed with zstd: only gzip is unpacked");
        }
        if (startsWith(record, 'B', 'Z', 'h') || startsWith(record, 'P', 'K', 3, 4)) {
            return Optional.of("compressed with bzip2 or zip: only gzip is unpacked");
        }
        if (startsWith(record, 0xF3, 0x89, 0x9A, 0xC2)) {
            return Optional.of("an aggregate of the Kinesis Producer Library that is damaged");
        }
        if (isUtf16(record)) {
            return Optional.of("UTF-16: send UTF-8");
        }
        return Optional.empty();
    }

    /** Describes a text that is not JSON, in a phrase, if it is recognized. */
    static Optional<String> ofText(byte[] text) {
        String beginning =
                new String(text, 0, Math.min(text.length, LOOKED_AT), StandardCharsets.UTF_8);
        if (SINGLE_QUOTES.matcher(beginning).matches()) {
            return Optional.of("single quotes, as Python prints a dict: send json.dumps of it");
        }
        if (BASE64_OF_AN_OBJECT.matcher(beginning).matches()) {
            return Optional.of("Base64 of JSON: it was encoded twice");
        }
        if (CSV.matcher(beginning).matches()) {
            return Optional.of("this looks like CSV: send each row as a JSON object");
        }
        return Optional.empty();
    }

    /**
     * Describes a JSON value that is not an object, in a sentence, with what to do about it if that
     * is known.
     */
    static String ofNoObject(byte[] text, int from, int to) {
        return text[from] == '"' && holdsJson(JsonStrings.decode(text, from + 1, to - 1))
                ? "JSON inside a JSON string: it was encoded twice"
                : "JSON, but not an object";
    }

    /**
     * Describes an object without a pickup time: whether there is one in a member that is itself an
     * object, or a string that contains one.
     */
    static String withoutPickupTime(TripMembers members, byte[] text, int from, int to) {
        String plain = "no pickup time";
        try {
            JsonScanner json = new JsonScanner();
            json.begin(text, Math.max(from, JsonScanner.startOf(text)), to);
            json.pass('{');
            while (json.next() == '"') {
                json.passName();
                String name = JsonStrings.decode(text, json.valueStart(), json.valueEnd());
                int first = json.next();
                int valueFrom = json.position();
                json.passValue(first);
                if (first == '{' && hasPickupTime(members, text, valueFrom, json.position())) {
                    return plain + ", but one inside the member \"" + name + "\": send that alone";
                }
                if (first == '"' && isTripInside(members, json, text)) {
                    return plain + ", but JSON inside the string \"" + name + "\": send that alone";
                }
                if (json.next() == ',') {
                    json.pass();
                }
            }
        } catch (MalformedJsonException e) {
            throw new AssertionError("it was read before", e);
        }
        return plain;
    }

    private static boolean isTripInside(TripMembers members, JsonScanner json, byte[] text) {
        String inside = JsonStrings.decode(text, json.valueStart(), json.valueEnd());
        byte[] bytes = inside.getBytes(StandardCharsets.UTF_8);
        try {
            return holdsJson(inside) && hasPickupTime(members, bytes, 0, bytes.length);
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    /** Whether an object has a member with a name of the pickup time. */
    private static boolean hasPickupTime(TripMembers members, byte[] text, int from, int to)
            throws MalformedJsonException {
        JsonScanner json = new JsonScanner();
        json.begin(text, from, to);
        if (json.next() != '{') {
            return false;
        }
        json.pass();
        while (json.next() == '"') {
            json.passName();
            if (members.isPickupTime(
                    JsonStrings.decode(text, json.valueStart(), json.valueEnd()))) {
                return true;
            }
            json.passValue(json.next());
            if (json.next() == ',') {
                json.pass();
            }
        }
        return false;
    }

    private static boolean holdsJson(String text) {
        String trimmed = text.trim();
        return trimmed.startsWith("{") || trimmed.startsWith("[");
    }

    /** The headers of Confluent's registry (0 and a number), and of Glue's (3, then 0 or 5). */
    private static boolean isOfARegistry(byte[] record) {
        return (record.length > 5 && startsWith(record, 0, 0) && !isUtf16(record))
                || (record.length > 18 && (startsWith(record, 3, 0) || startsWith(record, 3, 5)));
    }

    private static boolean isUtf16(byte[] record) {
        return startsWith(record, 0xFE, 0xFF)
                || startsWith(record, 0xFF, 0xFE)
                || startsWith(record, '{', 0)
                || startsWith(record, 0, '{')
                || startsWith(record, 0, 0, 0, '{');
    }

    private static boolean startsWith(byte[] record, int... bytes) {
        byte[] expected = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            expected[i] = (byte) bytes[i];
        }
        return record.length >= expected.length
                && Arrays.equals(record, 0, expected.length, expected, 0, expected.length);
    }
}
