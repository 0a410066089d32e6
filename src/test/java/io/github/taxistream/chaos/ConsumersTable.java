package io.github.taxistream.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.lambda.LambdaPoller;
import io.github.taxistream.trip.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the Lambda function and the job have made of the same records, as a table in Markdown. */
final class ConsumersTable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DISTINCT_HOURS =
            "SELECT count(*) FROM (SELECT DISTINCT hour_start, zone_id FROM zone_hourly)";

    private final SentRecords sent;
    private final VisibleOutput job;
    private final LambdaPoller lambda;
    private final List<JsonNode> rows;
    private final List<JsonNode> rejected;

    /**
     * @param function the folder that the function has written to
     */
    ConsumersTable(SentRecords sent, VisibleOutput job, Path function, LambdaPoller lambda)
            throws IOException {
        this.sent = sent;
        this.job = job;
        this.lambda = lambda;
        this.rows = read(function.resolve("zone_hourly"));
        this.rejected = read(function.resolve("rejected"));
    }

    private static List<JsonNode> read(Path folder) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        return lines;
    }

    List<JsonNode> functionsRejected() {
        return rejected;
    }

    /** A line for each zone and hour, in the form of {@link SentRecords#zoneHours()}. */
    List<String> functionsZoneHours() {
        Map<String, long[]> sums = new TreeMap<>();
        for (JsonNode row : rows) {
            long[] sum = sums.computeIfAbsent(zoneHour(row), any -> new long[Measure.COUNT]);
            for (Measure measure : Measure.ALL) {
                sum[measure.index()] += unscaled(row, measure);
            }
        }
        return sums.entrySet().stream()
                .map(
                        entry ->
                                Arrays.stream(entry.getValue())
                                        .mapToObj(String::valueOf)
                                        .collect(Collectors.joining("|", entry.getKey() + "|", "")))
                .collect(Collectors.toList());
    }

    private static String zoneHour(JsonNode row) {
        return hour(row) + " " + row.get("zone_id").asInt();
    }

    private static Instant hour(JsonNode row) {
        return Instant.parse(row.get("hour_start").asText().replace(' ', 'T') + "Z");
    }

    private static long unscaled(JsonNode row, Measure measure) {
        return new BigDecimal(row.get(measure.column()).asText())
                .movePointRight(measure.scale())
                .longValueExact();
    }

    /** The table, without its head. */
    List<String> lines() throws SQLException {
        List<String> lines = new ArrayList<>(linesThatNeverVary());
        lines.add(
                String.format(
                        "| rows of `zone_hourly` | – | %,d | %s |",
                        rows.size(), one("SELECT count(*) FROM zone_hourly")));
        lines.add(
                String.format(
                        "| late trips, told apart | – | no | %s |",
                        one(
                                "SELECT coalesce(sum(trips) FILTER (pane = 'late'), 0) || ' in '"
                                        + " || count(*) FILTER (pane = 'late') || ' rows'"
                                        + " FROM zone_hourly")));
        return lines;
    }

    /** Those that are the same in each run. */
    List<String> linesThatNeverVary() throws SQLException {
        long trips = sum(Measure.TRIPS);
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        "| trips, of %,d that were sent | – | %,d | %,d |",
                        sentSum(Measure.TRIPS),
                        trips,
                        number("SELECT sum(trips) FROM zone_hourly")));
        lines.add(
                String.format(
                        "| their `total_amount`, of %s | – | %s | %s |",
                        Measure.TOTAL.decimal(sentSum(Measure.TOTAL)),
                        Measure.TOTAL.decimal(sum(Measure.TOTAL)),
                        one("SELECT sum(total_amount) FROM zone_hourly")));
        lines.add(
                String.format(
                        "| trips, as each invocation reports its own | – | %,d: %d twice | – |",
                        lambda.logged("trips"), lambda.logged("trips") - trips));
        lines.add(
                String.format(
                        "| rejected, of %,d | – | %,d | %,d |",
                        sent.rejected().size(), rejected.size(), jobsRejected()));
        lines.add(
                String.format(
                        "| zones and hours, of %,d | – | %,d | %,d |",
                        sent.zoneHours().size(),
                        functionsZoneHours().size(),
                        number(DISTINCT_HOURS)));
        lines.add(
                String.format(
                        "| an hour's last row | – | up to %s after its end, and unknown to be the last | – |",
                        longest()));
        return lines;
    }

    private int jobsRejected() {
        try {
            return job.rejected().size();
        } catch (IOException e) {
            throw new UncheckedIOException("the job's rejects cannot be read", e);
        }
    }

    /** From the end of an hour to the end of the last window that has a trip of it. */
    private String longest() {
        long seconds = 0;
        for (JsonNode row : rows) {
            Instant windowEnd = Instant.parse(row.get("window_start").asText()).plusSeconds(900);
            // The arrival is a true instant, five hours ahead of the clock in New York.
            Instant onTheClock = windowEnd.minusSeconds(5 * 3_600);
            seconds =
                    Math.max(
                            seconds,
                            Duration.between(hour(row).plusSeconds(3_600), onTheClock).toSeconds());
        }
        return String.format("%d h %d min", seconds / 3_600, seconds % 3_600 / 60);
    }

    private long sum(Measure measure) {
        return rows.stream().mapToLong(row -> unscaled(row, measure)).sum();
    }

    private long sentSum(Measure measure) {
        return sent.zoneHours().stream()
                .mapToLong(line -> Long.parseLong(line.split("\\|", -1)[measure.index() + 1]))
                .sum();
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(one(sql));
    }

    private String one(String sql) throws SQLException {
        return job.query(sql).get(0);
    }
}
