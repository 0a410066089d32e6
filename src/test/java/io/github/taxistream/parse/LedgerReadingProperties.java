package io.github.taxistream.parse;

import static io.github.taxistream.parse.ReadAlike.assertReadAlike;
import static io.github.taxistream.support.Gzip.gzip;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.taxistream.trip.Instants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger expects is read by other code than the job's, and is the same. */
class LedgerReadingProperties {

    @Property(tries = 2_000)
    void anObjectIsReadAlike(
            @ForAll("objects") List<Map.Entry<String, String>> members, @ForAll Instants instants) {
        assertReadAlike(AnyRecords.record(members), instants);
    }

    @Property(tries = 1_000)
    void severalEntriesAreReadAlike(
            @ForAll("lines") List<String> lines, @ForAll boolean gzip, @ForAll Instants instants)
            throws IOException {
        byte[] text = String.join("", lines).getBytes(StandardCharsets.UTF_8);
        assertReadAlike(gzip ? gzip(text) : text, instants);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "[]",
                "[[]]",
                "{}{}",
                "1 2",
                "{} 1",
                "1{}",
                "\"a\"",
                "nul",
                "{\"a\":NaN}",
                "{\"a\":-Infinity}",
                "\uFEFF{\"pickup_datetime\":\"2024-01-31 10:15:00\",\"PULocationID\":4}",
                "{\n\"pickup_datetime\":\"2024-01-31 10:15:00\",\n\"PULocationID\":4\n}\r\n{",
                "{\"pickup_datetime\":\"2024-01-31 10:15:00+0100\",\"PULocationID\":4}",
                "{\"pickup_datetime\":\"2024-01-31 10:15:00 UTC\",\"PULocationID\":4}",
                "{\"pickup_datetime\":1706696100000,\"PULocationID\":4}",
                "{\"pickup_datetime\":1706696100000000000.99,\"PULocationID\":4}",
                "{\"pickup_datetime\":9999999999999999999,\"PULocationID\":4}",
                "{\"pickup_datetime\":15005205362068960814.82,\"PULocationID\":4}",
                "{\"pickup_datetime\":99999999999999999999,\"PULocationID\":4}",
                "{\"pickup_datetime\":100000000000000000000,\"PULocationID\":4}",
                "{\"pickup_datetime\":666411505947181051981604.75,\"PULocationID\":4}",
                "{\"pickup_datetime\":\"2024-01-31T10:15:00+05:30[a\\n]\",\"PULocationID\":4}",
                "{\"pickup_datetime\":17066961000e-1,\"PULocationID\":4}",
                "{\"pickup_datetime\":\"1.7066961e0000000000009\",\"PULocationID\":4}",
                "{\"pickup_datetime\":\"1e2147483648\",\"PULocationID\":4}",
                "{\"pickup_datetime\":1706696100.000000000000000000000000000001,"
                        + "\"PULocationID\":4}",
                "{}\n\uFEFF1\n\uFEFF{}",
                "ORC\n{}\n{}",
                "\u0000\u0000\u0000\u0000\u0001[\n{},\n{}\n]",
                "{\"pickup_datetime\":1706696100.5,\"PULocationID\":\"4.0\"}",
                "{\"pickup_datetime\":\"'2024-01-31 10:15:00'\",\"PULocationID\":\"\\\"4\\\"\"}"
            })
    void oddRecordsAreReadAlike(String record) {
        for (Instants instants : Instants.values()) {
            assertReadAlike(record.getBytes(StandardCharsets.UTF_8), instants);
        }
    }

    @Property(tries = 300)
    void gzipIsReadAlikeWhateverFollowsIt(@ForAll @Size(min = 1, max = 40) byte[] rest)
            throws IOException {
        byte[] packed = gzip("{}\n{}".getBytes(StandardCharsets.UTF_8));
        byte[] record = Arrays.copyOf(packed, packed.length + rest.length);
        System.arraycopy(rest, 0, record, packed.length, rest.length);
        assertReadAlike(record, Instants.REJECT);
        int place = rest.length % packed.length;
        assertReadAlike(Arrays.copyOf(packed, place), Instants.REJECT);
        packed[place] ^= rest[0];
        assertReadAlike(packed, Instants.REJECT);
    }

    /** A regular expression that tries them in all their parts would take minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "", ".x", ".5", "e5", "e"})
    void twoHundredThousandDigitsAreReadAlikeAndAtOnce(String end) {
        String fare = "1".repeat(200_000) + end;
        byte[] record =
                ("{\"pickup_datetime\":\"2024-01-31 10:15:00\",\"PULocationID\":4,"
                                + "\"fare_amount\":\""
                                + fare
                                + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> assertReadAlike(record, Instants.REJECT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}\n", "1,\n{}\n", "x\n"})
    void tooManyEntriesAreReadAlike(String line) throws IOException {
        byte[] lines = ("{}\n" + line.repeat(250_000)).getBytes(StandardCharsets.UTF_8);
        assertReadAlike(gzip(lines), Instants.REJECT);
    }

    /** They are too many before the mistake is seen. */
    @ParameterizedTest
    @ValueSource(strings = {"{} ", "1 ", "[2] "})
    void tooManyEntriesOnALineThatIsBrokenAreReadAlike(String value) throws IOException {
        byte[] lines = (value.repeat(250_001) + "x\n{}\n").getBytes(StandardCharsets.UTF_8);
        assertReadAlike(gzip(lines), Instants.REJECT);
    }

    /** After sixteen values that do not end, a value has to end on its line. */
    @Property(tries = 1_000)
    void valuesThatDoNotEndAreReadAlike(
            @ForAll("begun") @Size(max = 60) List<String> lines, @ForAll Instants instants) {
        String trip = "{\"pickup_datetime\":\"2024-01-31 10:15:00\",\n\"PULocationID\":4}";
        byte[] record = (String.join("\n", lines) + "\n" + trip).getBytes(StandardCharsets.UTF_8);
        assertReadAlike(record, instants);
    }

    @Provide
    Arbitrary<List<String>> begun() {
        Arbitrary<String> begun = Arbitraries.of("{", "[", "[{}", "{\"a\":", "{} {", "[1,");
        Arbitrary<String> others = Arbitraries.of("\"a", "}", "]", "{}", "x", "1,", "{\"a\":tru");
        return Arbitraries.frequencyOf(Tuple.of(9, begun), Tuple.of(1, others)).list();
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> objects() {
        return AnyRecords.members();
    }

    /** Mostly objects, some in arrays or broken, and what may stand between them. */
    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> object =
                AnyRecords.members()
                        .map(AnyRecords::record)
                        .map(record -> new String(record, StandardCharsets.UTF_8))
                        .map(text -> text.replace("\n", " "));
        Arbitrary<String> array =
                object.list()
                        .ofMaxSize(3)
                        .map(list -> list.stream().collect(Collectors.joining(",", "[", "]")));
        Arbitrary<String> other =
                Arbitraries.of("12", "true", "\"x\"", "null", "{", "]", "x", "[1,[2],{}]", "{}}");
        Arbitrary<String> between = Arbitraries.of("\n", "\n", "\r\n", " ", "", "\n\n");
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, object),
                        net.jqwik.api.Tuple.of(1, array),
                        net.jqwik.api.Tuple.of(1, other),
                        net.jqwik.api.Tuple.of(4, between))
                .list()
                .ofMaxSize(8);
    }
}
