package io.github.taxistream.bench;

import io.github.taxistream.producer.command.Producer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The records as the producer sends them, in files of one a line: as they are, and with the same
 * trips changed to be another load.
 *
 * @param source what they were made from
 * @param asSent in order of drop-off
 */
record BenchRecords(String source, Path asSent) {

    private static final Pattern ZONE =
            Pattern.compile("(\"(?:PULocationID|pickup_location_id)\":\"?)\\d+");
    private static final Pattern PICKUP_DATE =
            Pattern.compile("(pickup_datetime\":\")(\\d{4}-\\d\\d-\\d\\d)");

    /** More than a run takes in between two watermarks. */
    private static final int DAYS_LATE = 10;

    /**
     * Makes the records.
     *
     * @param inputs TLC files; none for trips made up
     */
    static BenchRecords in(Path folder, List<String> inputs) throws IOException {
        if (inputs.isEmpty()) {
            return written(folder, inputs, "generate", "--trips", "100000");
        }
        List<String> command = new ArrayList<>(List.of("replay"));
        command.addAll(inputs);
        return written(folder, inputs, command.toArray(String[]::new));
    }

    /** Makes records of trips that are spread over three days. */
    static BenchRecords ofThreeDays(Path folder) throws IOException {
        return written(folder, List.of(), "generate", "--trips", "5600", "--hours", "72");
    }

    private static BenchRecords written(Path folder, List<String> inputs, String... words)
            throws IOException {
        Path asSent = folder.resolve("as-sent.jsonl");
        List<String> command = new ArrayList<>(List.of(words));
        command.add("--dry-run=" + asSent);
        if (Producer.execute(command.toArray(String[]::new)) != 0) {
            throw new IOException("the trips cannot be read");
        }
        List<String> lines = Files.readAllLines(asSent);
        return new BenchRecords(source(inputs, lines), asSent);
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

    /** With nine of ten trips in one zone. */
    Path skewed() throws IOException {
        return changed("skewed", (line, place) -> place % 10 == 0 ? line : inZone(line, 132));
    }

    /** With the trips spread evenly over so many zones. */
    Path inZones(int zones) throws IOException {
        return changed("zones-" + zones, (line, place) -> inZone(line, 1 + place % zones));
    }

    /** With every so manieth trip days back, so that it is late. */
    Path withLate(int every) throws IOException {
        return changed(
                "late-" + every, (line, place) -> place % every == every - 1 ? late(line) : line);
    }

    private interface Change {
        String of(String line, int place);
    }

    private Path changed(String name, Change change) throws IOException {
        List<String> changed = new ArrayList<>();
        for (String line : Files.readAllLines(asSent)) {
            changed.add(change.of(line, changed.size()));
        }
        return Files.write(asSent.resolveSibling(name + ".jsonl"), changed);
    }

    private static String inZone(String line, int zone) {
        return ZONE.matcher(line).replaceFirst(found -> found.group(1) + zone);
    }

    private static String late(String line) {
        return PICKUP_DATE
                .matcher(line)
                .replaceFirst(
                        found ->
                                found.group(1)
                                        + LocalDate.parse(found.group(2)).minusDays(DAYS_LATE));
    }
}
