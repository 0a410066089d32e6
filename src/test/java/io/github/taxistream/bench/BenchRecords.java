package io.github.taxistream.bench;

import io.github.taxistream.producer.Producer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The records as the producer sends them, in files of one a line: as they are, and with the same
 * trips changed to be a harder load.
 *
 * @param source what they were made from
 * @param asSent in order of drop-off
 * @param skewed with nine of ten trips in one zone
 * @param late with one of five trips a year late
 */
record BenchRecords(String source, Path asSent, Path skewed, Path late) {

    private static final Pattern ZONE =
            Pattern.compile("(\"(?:PULocationID|pickup_location_id)\":\"?)\\d+");
    private static final Pattern PICKUP_YEAR = Pattern.compile("(pickup_datetime\":\")(\\d{4})");
    private static final String REAL_TRIPS = "../shared/data/green_tripdata_2024-01.parquet";

    /** The files to take if none are given: real trips beside the project, if they are there. */
    static List<String> inputs(Path home, List<String> given) {
        Path real = home.resolve(REAL_TRIPS).normalize();
        return given.isEmpty() && Files.exists(real) ? List.of(real.toString()) : given;
    }

    /**
     * Makes the records.
     *
     * @param inputs TLC files; none for trips made up
     */
    static BenchRecords in(Path folder, List<String> inputs) throws IOException {
        Path asSent = folder.resolve("as-sent.jsonl");
        List<String> command = new ArrayList<>();
        if (inputs.isEmpty()) {
            command.addAll(List.of("generate", "--trips", "100000"));
        } else {
            command.add("replay");
            command.addAll(inputs);
        }
        command.add("--dry-run=" + asSent);
        if (Producer.execute(command.toArray(String[]::new)) != 0) {
            throw new IOException("the trips cannot be read");
        }
        List<String> lines = Files.readAllLines(asSent);
        return new BenchRecords(
                source(inputs, lines),
                asSent,
                Files.write(folder.resolve("skewed.jsonl"), skewed(lines)),
                Files.write(folder.resolve("late.jsonl"), late(lines)));
    }

    private static String source(List<String> inputs, List<String> lines) {
        String trips =
                inputs.isEmpty()
                        ? "made-up trips"
                        : "trips of "
                                + String.join(
                                        ", ",
                                        inputs.stream()
                                                .map(file -> Path.of(file).getFileName().toString())
                                                .toList());
        double bytes = lines.stream().mapToInt(String::length).average().orElse(0);
        return String.format("%,d %s as JSON of %.0f bytes", lines.size(), trips, bytes);
    }

    private static List<String> skewed(List<String> lines) {
        List<String> changed = new ArrayList<>();
        for (String line : lines) {
            boolean moves = changed.size() % 10 != 0;
            changed.add(
                    moves ? ZONE.matcher(line).replaceFirst(zone -> zone.group(1) + 132) : line);
        }
        return changed;
    }

    /** A year back: late whatever the watermark, and in hours enough to be many rows. */
    private static List<String> late(List<String> lines) {
        List<String> changed = new ArrayList<>();
        for (String line : lines) {
            Matcher year = PICKUP_YEAR.matcher(line);
            changed.add(
                    changed.size() % 5 == 4 && year.find()
                            ? year.replaceFirst(
                                    found ->
                                            found.group(1) + (Integer.parseInt(found.group(2)) - 1))
                            : line);
        }
        return changed;
    }
}
