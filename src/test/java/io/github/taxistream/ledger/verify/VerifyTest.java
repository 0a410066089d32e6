package io.github.taxistream.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.producer.command.ShellSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output written by DuckDB, as the docs have it, beside a manifest of a dry run. */
class VerifyTest {

    private static final String ROW =
            "TIMESTAMP_MS '2024-01-31 23:00:00' AS hour_start, 132::INTEGER AS zone_id,"
                    + " 'Queens' AS borough, 'JFK Airport' AS \"zone\", 2::BIGINT AS trips,"
                    + " 3::BIGINT AS passengers, 1200::BIGINT AS duration_seconds,"
                    + " 3.98::DECIMAL(18,2) AS distance_miles, 25.60::DECIMAL(18,2) AS fare_amount,"
                    + " 1.05::DECIMAL(18,2) AS tip_amount, 0::DECIMAL(18,2) AS tolls_amount,"
                    + " 26.65::DECIMAL(18,2) AS total_amount, 'on_time' AS pane";

    /** The record of zone 999, as it is sent. */
    private static final String REJECTED =
            "{\"reason\":\"bad_zone\",\"payload\":\"{\\\"tpep_pickup_datetime\\\":\\\"2024-01-31"
                    + " 23:59:59\\\",\\\"tpep_dropoff_datetime\\\":\\\"2024-02-01 00:09:59\\\","
                    + "\\\"passenger_count\\\":2,\\\"trip_distance\\\":2,\\\"PULocationID\\\":999,"
                    + "\\\"fare_amount\\\":12.8,\\\"tip_amount\\\":\\\".05\\\",\\\"total_amount\\\":"
                    + "12.85}\"}\n";

    @TempDir Path folder;

    private final ShellSession shell = new ShellSession();
    private Path output;
    private Path manifest;

    @BeforeEach
    void sendTwoTripsAndABrokenRecord() throws Exception {
        output = folder.resolve("out");
        manifest = folder.resolve("manifest.json");
        Path csv =
                Files.writeString(
                        folder.resolve("trips.csv"),
                        "tpep_pickup_datetime,tpep_dropoff_datetime,passenger_count,trip_distance,"
                                + "PULocationID,fare_amount,tip_amount,total_amount\n"
                                + "2024-01-31 23:00:00,2024-01-31 23:10:00,1,1.98,132,12.8,1,13.8\n"
                                + "2024-01-31 23:59:59,2024-02-01 00:09:59,2,2,132,12.8,.05,12.85\n"
                                + "2024-01-31 23:59:59,2024-02-01 00:09:59,2,2,999,12.8,.05,12.85\n");
        assertThat(shell.run("replay", csv.toString(), "--dry-run", "--manifest=" + manifest))
                .isZero();
        reject("part-0.jsonl", REJECTED);
    }

    private void reject(String name, String lines) throws Exception {
        Path day = Files.createDirectories(output.resolve("rejected/arrival_date=2026-01-01"));
        Files.writeString(day.resolve(name), lines);
    }

    private void write(String folderAndName, String row) throws Exception {
        Path file = output.resolve("zone_hourly").resolve(folderAndName);
        Files.createDirectories(file.getParent());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT "
                            + row
                            + ") TO '"
                            + file
                            + "' (FORMAT parquet, COMPRESSION snappy)");
        }
    }

    private int verify(String... more) {
        String[] command = new String[more.length + 3];
        command[0] = "verify";
        command[1] = "--manifest=" + manifest;
        command[2] = "--output=" + output;
        System.arraycopy(more, 0, command, 3, more.length);
        return shell.run(command);
    }

    @Test
    void allIsAccountedFor() throws Exception {
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        // Hidden: what a writer has begun and not finished.
        write("pickup_date=2024-01-31/pickup_hour=23/.part-1.parquet.inprogress", ROW);
        write("pickup_date=2024-01-31/_tmp/part-1.parquet", ROW);
        assertThat(verify("--busiest", "10")).as(shell.out()).isZero();
        assertThat(shell.out())
                .contains("2024-01-31 23:00  132 Queens        JFK Airport")
                .contains("rows: 1 on_time, 0 late, 0 quiet\n")
                .contains("rejected bad_zone: 1\n");
        assertThat(shell.lastLine())
                .isEqualTo("verified: 3 records = 2 trips in 1 zone-hours + 1 rejected");
    }

    @Test
    void theRowsOfAZoneAndHourAddUp() throws Exception {
        String half = ROW.replace("2::BIGINT AS trips", "1::BIGINT AS trips");
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", half);
        write(
                "pickup_date=2024-01-31/pickup_hour=23/part-1.parquet",
                half.replace("on_time", "late")
                        .replace("3::BIGINT AS passengers", "0::BIGINT AS passengers")
                        .replace("1200", "0")
                        .replaceAll("\\d+\\.\\d\\d::", "0::"));
        assertThat(verify()).as(shell.out()).isZero();
        assertThat(shell.out()).contains("rows: 1 on_time, 1 late, 0 quiet");
    }

    @Test
    void severalManifestsAddUp() throws Exception {
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        write("pickup_date=2024-01-31/pickup_hour=23/part-1.parquet", ROW);
        reject("part-1.jsonl", REJECTED);
        assertThat(verify("--manifest=" + manifest)).as(shell.out()).isZero();
        assertThat(shell.lastLine()).startsWith("verified: 6 records = 4 trips in 1 zone-hours");
    }

    /** Sends everything again, each trip twice; gives the lines of the two trips. */
    private List<String> sendEachTripTwice() throws Exception {
        assertThat(
                        shell.run(
                                "replay",
                                folder.resolve("trips.csv").toString(),
                                "--dry-run",
                                "--duplicate=1000",
                                "--manifest=" + manifest))
                .isZero();
        List<String> lines = shell.out().lines().toList();
        assertThat(lines).hasSize(5);
        return lines.stream().filter(line -> !line.contains(":999")).distinct().toList();
    }

    private static String rejectedAs(String reason, List<String> records) {
        return records.stream()
                .map(
                        record ->
                                "{\"reason\":\""
                                        + reason
                                        + "\",\"payload\":\""
                                        + record.replace("\"", "\\\"")
                                        + "\"}\n")
                .collect(Collectors.joining());
    }

    @Test
    void tripsThatWereSentTwiceCountTwiceIfTheJobKeepsDuplicates() throws Exception {
        sendEachTripTwice();
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        assertThat(verify()).isEqualTo(1);
        write("pickup_date=2024-01-31/pickup_hour=23/part-1.parquet", ROW);
        assertThat(verify()).as(shell.out()).isZero();
        assertThat(shell.lastLine())
                .isEqualTo("verified: 5 records = 4 trips in 1 zone-hours + 1 rejected");
        assertThat(verify("--duplicates=REJECT")).isEqualTo(1);
    }

    @Test
    void tripsThatWereSentTwiceAreRejectedOnceIfTheJobRejectsDuplicates() throws Exception {
        List<String> trips = sendEachTripTwice();
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        reject("part-1.jsonl", rejectedAs("duplicate", trips));
        assertThat(verify("--duplicates=REJECT")).as(shell.out()).isZero();
        assertThat(shell.lastLine())
                .isEqualTo("verified: 5 records = 2 trips in 1 zone-hours + 3 rejected");
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).contains("verify with --duplicates REJECT");

        reject("part-1.jsonl", rejectedAs("duplicate", List.of(trips.get(0), trips.get(0))));
        assertThat(verify("--duplicates=REJECT")).isEqualTo(1);
        assertThat(shell.out())
                .contains("rejected duplicate: 2, but not the records that were sent");
    }

    @Test
    void anAggregateThatIsMisplacedWithoutTheProducersKnowledgeIsFound() throws Exception {
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        reject("part-1.jsonl", "{\"reason\":\"misplaced\",\"entries\":7,\"payload\":\"x\"}\n");
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).contains("rejected misplaced: 7, expected 0");
        assertThat(shell.lastLine()).startsWith("not verified: 3 records expected, 10 found");
    }

    @Test
    void aCentTooMuchIsShown() throws Exception {
        write(
                "pickup_date=2024-01-31/pickup_hour=23/part-0.parquet",
                ROW.replace("26.65", "26.66"));
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out())
                .containsPattern("2024-01-31 23:00 +132 +total_amount +26.65 +26.66 +0.01");
        assertThat(shell.lastLine())
                .isEqualTo("not verified: 3 records expected, 3 found; 1 zone-hours differ");
    }

    @Test
    void whatIsMissingAndWhatIsDoubledIsShown() throws Exception {
        Files.createDirectories(output.resolve("zone_hourly"));
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).containsPattern("trips +2 +0 +-2");
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        write("pickup_date=2024-01-31/pickup_hour=23/part-1.parquet", ROW);
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out())
                .contains("duplicates: 2 more records than were sent; 0 entries were sent again");
    }

    @Test
    void rejectedRecordsAreComparedByReason() throws Exception {
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        reject("part-0.jsonl", REJECTED.replace("bad_zone", "not_json"));
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out())
                .contains("rejected bad_zone: 0, expected 1")
                .contains("rejected not_json: 1, expected 0");
        assertThat(shell.lastLine()).startsWith("not verified: ");
    }

    @Test
    void anotherRejectedRecordOfTheSameReasonIsFound() throws Exception {
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        reject("part-0.jsonl", REJECTED.replace("999", "998"));
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out())
                .contains("rejected bad_zone: 1, but not the records that were sent");
        assertThat(shell.lastLine()).startsWith("not verified: ");
    }

    @Test
    void columnsAreFoundByTheirNamesInAnyOrder() throws Exception {
        String reversed =
                List.of(ROW.split(",(?! |2)")).stream()
                        .reduce((all, column) -> column + "," + all)
                        .orElseThrow();
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", "[1, 2] AS more," + reversed);
        assertThat(verify()).as(shell.out()).isZero();
    }

    @Test
    void aNullIsNamedByItsColumnInAnyOrder() throws Exception {
        write(
                "pickup_date=2024-01-31/pickup_hour=23/part-0.parquet",
                "1 AS a, 2 AS b, 3 AS c, 4 AS d, " + ROW.replace("'on_time'", "NULL::VARCHAR"));
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).contains("part-0.parquet has a null in pane.");
    }

    @Test
    void aColumnOfAnotherTypeIsNamed() throws Exception {
        for (String type : List.of("INTEGER AS trips", "VARCHAR AS trips")) {
            write(
                    "pickup_date=2024-01-31/pickup_hour=23/part-0.parquet",
                    ROW.replace("BIGINT AS trips", type));
            assertThat(verify()).isEqualTo(1);
            assertThat(shell.out()).contains("part-0.parquet: column trips is ");
        }
        write(
                "pickup_date=2024-01-31/pickup_hour=23/part-0.parquet",
                ROW.replace("TIMESTAMP_MS", "TIMESTAMP"));
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).contains("part-0.parquet: column hour_start is ");
    }

    @Test
    void rowsInTheWrongFolderOrWithTheWrongZoneNameAreFound() throws Exception {
        write("pickup_date=2024-01-31/pickup_hour=22/part-0.parquet", ROW);
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).contains("belongs in pickup_date=2024-01-31/pickup_hour=23");

        Files.delete(
                output.resolve("zone_hourly/pickup_date=2024-01-31/pickup_hour=22/part-0.parquet"));
        write(
                "pickup_date=2024-01-31/pickup_hour=23/part-0.parquet",
                ROW.replace("JFK Airport", "Newark Airport"));
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out())
                .contains("zone 132 is Queens, JFK Airport, not Queens, Newark Airport");
    }

    @Test
    void aPaneThatThereIsNotIsFound() throws Exception {
        write(
                "pickup_date=2024-01-31/pickup_hour=23/part-0.parquet",
                ROW.replace("on_time", "early"));
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out())
                .contains("part-0.parquet has a row of pane early, which does not exist.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void aRowWithoutATripIsFound(String trips) throws Exception {
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        String nothing = ROW.replace("2::BIGINT AS trips", trips + "::BIGINT AS trips");
        write("pickup_date=2024-01-31/pickup_hour=23/part-1.parquet", nothing);
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).contains("part-1.parquet has a row of " + trips + " trips.\n");
    }

    @Test
    void twoObjectsOnALineOfTheRejectedAreFound() throws Exception {
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        reject("part-0.jsonl", REJECTED.strip() + REJECTED);
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).contains("part-0.jsonl has a line that is not JSON: {\"reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "1.5", "\"2\"", "true", "1000000000000000000000"})
    void aNumberOfEntriesThatIsNoneIsFound(String entries) throws Exception {
        write("pickup_date=2024-01-31/pickup_hour=23/part-0.parquet", ROW);
        reject(
                "part-0.jsonl",
                REJECTED.replace("{\"reason", "{\"entries\":" + entries + ",\"reason"));
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).contains("part-0.jsonl has a line of " + entries + " entries: {");
    }

    @Test
    void ofADamagedLineOnlyTheBeginningIsShown() throws Exception {
        reject("part-1.jsonl", "x".repeat(100_000));
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).contains("part-1.jsonl has a line that is not JSON: xxx");
        assertThat(shell.out()).hasSizeLessThan(3_000);
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Path file = output.resolve("zone_hourly/pickup_date=2024-01-31/pickup_hour=23/a.parquet");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "PAR1");
        assertThat(verify()).isEqualTo(1);
        assertThat(shell.out()).contains("pickup_hour=23/a.parquet cannot be read");
        assertThat(shell.lastLine()).startsWith("not verified: ");
    }

    @Test
    void aMissingManifestOrOutputIsASentence() throws Exception {
        assertThat(shell.run("verify", "--manifest=none.json", "--output=" + output)).isEqualTo(2);
        assertThat(shell.err()).contains("The manifest none.json does not exist.");
        assertThat(shell.run("verify", "--manifest=" + manifest, "--output=nowhere")).isEqualTo(2);
        assertThat(shell.err()).contains("There is no output folder nowhere.");
        Path text = Files.writeString(folder.resolve("text.md"), "# A title");
        assertThat(shell.run("verify", "--manifest=" + text, "--output=" + output)).isEqualTo(1);
        assertThat(shell.err())
                .contains("text.md is not a manifest of this producer: it is not JSON.");
        assertThat(verify("--wait", "soon")).isEqualTo(2);
    }
}
