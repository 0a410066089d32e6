package io.github.taxistream.parse;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Arbitrary records, given by their members: names, and the JSON of their values. */
final class AnyRecords {

    private AnyRecords() {}

    /** Objects that mostly have what a trip needs, and as often something else in its place. */
    static Arbitrary<List<Map.Entry<String, String>>> members() {
        Arbitrary<Map.Entry<String, String>> pickup =
                member(
                        Arbitraries.of(
                                "tpep_pickup_datetime",
                                "lpep_pickup_datetime",
                                "pickup_datetime",
                                "tpepPickupDateTime"),
                        times());
        Arbitrary<Map.Entry<String, String>> dropoff =
                member(Arbitraries.of("tpep_dropoff_datetime", "dropOff_datetime"), times());
        Arbitrary<Map.Entry<String, String>> zone =
                member(Arbitraries.of("PULocationID", "pickup_location_id"), zones());
        Arbitrary<Map.Entry<String, String>> amount =
                member(
                        Arbitraries.of(
                                "passenger_count",
                                "trip_distance",
                                "fare_amount",
                                "tip_amount",
                                "tolls_amount",
                                "total_amount",
                                "trip_miles",
                                "base_passenger_fare",
                                "tips",
                                "tolls",
                                "bcf",
                                "sales_tax",
                                "congestion_surcharge",
                                "Airport fee",
                                "cbdCongestionFee"),
                        orAnything(numbers()));
        Arbitrary<Map.Entry<String, String>> unknown =
                member(Arbitraries.strings().ofMaxLength(25), anything());
        return Arbitraries.frequencyOf(
                        entry(4, pickup),
                        entry(2, dropoff),
                        entry(4, zone),
                        entry(6, amount),
                        entry(2, unknown))
                .list()
                .ofMaxSize(16)
                .edgeCases(config -> config.none());
    }

    /** The record of these members. */
    static byte[] record(List<Map.Entry<String, String>> members) {
        return members.stream()
                .map(member -> string(member.getKey()) + ": " + member.getValue())
                .collect(Collectors.joining(" ,\n", " {", "}\t"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Arbitrary<Map.Entry<String, String>> member(
            Arbitrary<String> names, Arbitrary<String> values) {
        Arbitrary<Integer> letterCases = Arbitraries.integers().between(0, 5);
        return Combinators.combine(names, letterCases, values)
                .as((name, letterCase, value) -> Map.entry(inCase(name, letterCase), value));
    }

    private static String inCase(String name, int letterCase) {
        return switch (letterCase) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.toLowerCase(Locale.ROOT);
            default -> name;
        };
    }

    private static Arbitrary<String> times() {
        Arbitrary<Integer> fields = Arbitraries.integers().between(0, 61);
        Arbitrary<String> anyTime =
                Combinators.combine(
                                Arbitraries.integers().between(2007, 2026),
                                Arbitraries.integers().between(1, 13),
                                Arbitraries.integers().between(1, 31),
                                Arbitraries.integers().between(0, 24),
                                fields,
                                fields,
                                Arbitraries.of(" ", "T", "", "x"),
                                Arbitraries.of("", "", "", ".5", ".123456", "Z", "-05:00", "."))
                        .as(
                                (year, month, day, hour, minute, second, blank, rest) ->
                                        String.format(
                                                Locale.ROOT,
                                                "\"%04d-%02d-%02d%s%02d:%02d:%02d%s\"",
                                                year,
                                                month,
                                                day,
                                                blank,
                                                hour,
                                                minute,
                                                second,
                                                rest));
        Arbitrary<String> goodTime =
                Arbitraries.integers()
                        .between(0, 3_599)
                        .map(s -> String.format("\"2024-01-31 11:%02d:%02d\"", s / 60, s % 60));
        Arbitrary<String> twelveHours =
                Combinators.combine(
                                Arbitraries.integers().between(0, 13),
                                Arbitraries.integers().between(0, 13),
                                Arbitraries.of("", ":07", ":59.250", ":60", ":"),
                                Arbitraries.of(" AM", " PM", " pm", "", " xm"))
                        .as(
                                (month, hour, seconds, half) ->
                                        string(
                                                month
                                                        + "/31/2024 "
                                                        + hour
                                                        + ":15"
                                                        + seconds
                                                        + half));
        return Arbitraries.frequencyOf(
                entry(16, goodTime),
                entry(3, anyTime),
                entry(2, twelveHours),
                entry(1, goodTime.map(AnyRecords::string)),
                entry(1, anything()));
    }

    private static Arbitrary<String> zones() {
        Arbitrary<String> ids = Arbitraries.integers().between(-1, 267).map(String::valueOf);
        Arbitrary<String> texts = blanksAround(ids.map(id -> id + ".0"));
        return Arbitraries.frequencyOf(entry(9, ids), entry(6, texts), entry(1, anything()));
    }

    private static Arbitrary<String> orAnything(Arbitrary<String> numbers) {
        Arbitrary<String> texts =
                Arbitraries.oneOf(numbers.map(AnyRecords::string), blanksAround(numbers));
        return Arbitraries.frequencyOf(entry(4, numbers), entry(4, texts), entry(1, anything()));
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.bigDecimals().map(number -> number.toPlainString()),
                Arbitraries.doubles().between(-1e4, 1e4).ofScale(3).map(String::valueOf),
                Arbitraries.of("1e400", "-1e-400", "0.005", "-0.005", "1E2", "999999999.995"));
    }

    private static Arbitrary<String> anything() {
        Arbitrary<String> leaves =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "null",
                                "true",
                                "false",
                                "\"\"",
                                "\"NaN\"",
                                "\"NaT\"",
                                "\"\\\\N\"",
                                "\" 'none' \"",
                                "{}",
                                "NaN",
                                "Infinity",
                                "-Infinity",
                                "-INF",
                                "+Infinity",
                                "\"'4'\""),
                        blanksAround(Arbitraries.of("", "2024-01-31 11:00:00")),
                        Arbitraries.strings().ofMaxLength(12).map(AnyRecords::string),
                        numbers());
        return Arbitraries.lazyOf(
                () -> leaves,
                () -> leaves,
                () -> anything().list().ofMaxSize(2).map(all -> "[" + String.join(",", all) + "]"),
                () -> anything().map(value -> "{\"PULocationID\":" + value + "}"));
    }

    /** Mostly blanks to the parser, and at times what is one to Unicode alone. */
    private static Arbitrary<String> blanksAround(Arbitrary<String> texts) {
        Arbitrary<String> blanks =
                Arbitraries.of(" ", "", "  ", "\t", "\n", "\u000b", "\u0001", "\u007f", "\u3000");
        return Combinators.combine(blanks, texts, blanks)
                .as((before, text, after) -> string(before + text + after));
    }

    private static String string(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static <T> Tuple2<Integer, Arbitrary<? extends T>> entry(
            int frequency, Arbitrary<T> arbitrary) {
        return Tuple.of(frequency, arbitrary);
    }
}
