package io.github.taxistream.producer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.manifest.ManifestFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in, records out, as a dry run shows them. */
class ReplayTest {

    private static final String YELLOW_HEADER =
            "VendorID,tpep_pickup_datetime,tpep_dropoff_datetime,passenger_count,trip_distance,"
                    + "PULocationID,fare_amount,total_amount\n";

    private static final String CRLF = "\r\n";

    @TempDir Path folder;

    private final ShellSession shell = new ShellSession();
    private int runs;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> dryRun(String... arguments) throws IOException {
        Path lines = folder.resolve("lines-" + runs++);
        String[] command = new String[arguments.length + 2];
        command[0] = "replay";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        command[command.length - 1] = "--dry-run=" + lines;
        assertThat(shell.run(command)).as(shell.err()).isZero();
        return Files.readAllLines(lines);
    }

    @Test
    void csvIsSentInTheOrderOfDropoffsAsTypedJson() throws Exception {
        Path csv =
                file(
                        "trips.csv",
                        YELLOW_HEADER
                                + "1,2019-01-15 03:36:12,2019-01-15 04:42:19,1,1.0,230,6.5,9.75\n"
                                + "\n"
                                + "2,2019-01-15 03:40:00,2019-01-15 03:50:00,,2.50,48,-7,n/a,,\n"
                                + "2,2019-01-15 03:41:00\n");
        assertThat(dryRun(csv.toString()))
                .containsExactly(
                        "{\"VendorID\":2,\"tpep_pickup_datetime\":\"2019-01-15 03:40:00\","
                                + "\"tpep_dropoff_datetime\":\"2019-01-15 03:50:00\","
                                + "\"trip_distance\":2.50,\"PULocationID\":48,\"fare_amount\":-7,"
                                + "\"total_amount\":\"n/a\"}",
                        "{\"VendorID\":2,\"tpep_pickup_datetime\":\"2019-01-15 03:41:00\"}",
                        "{\"VendorID\":1,\"tpep_pickup_datetime\":\"2019-01-15 03:36:12\","
                                + "\"tpep_dropoff_datetime\":\"2019-01-15 04:42:19\","
                                + "\"passenger_count\":1,\"trip_distance\":1.0,"
                                + "\"PULocationID\":230,\"fare_amount\":6.5,"
                                + "\"total_amount\":9.75}");
        assertThat(shell.err()).contains("rejected missing_zone: 1");
    }

    @Test
    void snakeCaseHeadersAreSentByTheTlcsNames() throws Exception {
        Path csv = folder.resolve("green.csv.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(csv))) {
            gzip.write(
                    ("\uFEFFvendor_id, pickup_datetime,dropoff_datetime,pickup_location_id,trip_type"
                                    + CRLF
                                    + "2,2019-01-15 03:36:12,2019-01-15 03:42:19,74,1"
                                    + CRLF)
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(dryRun(csv.toString(), "--format", "agent"))
                .containsExactly(
                        "{\"VendorID\":\"2\",\"lpep_pickup_datetime\":\"2019-01-15 03:36:12\","
                                + "\"lpep_dropoff_datetime\":\"2019-01-15 03:42:19\","
                                + "\"PULocationID\":\"74\",\"trip_type\":\"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "gzip", "zstd", "uncompressed"})
    void parquetOfEveryUsualCompression(String codec) throws Exception {
        Path parquet = folder.resolve("trips.parquet");
        duckDb(
                "COPY (SELECT 2::INTEGER AS VendorID,"
                        + " TIMESTAMP '2024-01-31 23:00:00' + INTERVAL (i) SECOND"
                        + " AS lpep_pickup_datetime,"
                        + " TIMESTAMP '2024-01-31 23:59:59.9' + INTERVAL (i) SECOND"
                        + " AS lpep_dropoff_datetime,"
                        + " CASE WHEN i % 2 = 0 THEN 1.0::DOUBLE END AS passenger_count,"
                        + " 74::BIGINT AS \"PULocationID\", 1.98::DOUBLE AS trip_distance,"
                        + " 'N' AS store_and_fwd_flag, 12.8::DECIMAL(9,2) AS fare_amount,"
                        + " 0.3::FLOAT AS extra"
                        + " FROM range(1000) t(i)) TO '"
                        + parquet
                        + "' (FORMAT parquet, ROW_GROUP_SIZE 300, COMPRESSION "
                        + codec
                        + ")");
        List<String> lines = dryRun(parquet.toString());
        assertThat(lines).hasSize(1000);
        assertThat(lines.subList(0, 2))
                .containsExactly(
                        "{\"VendorID\":2,\"lpep_pickup_datetime\":\"2024-01-31 23:00:00\","
                                + "\"lpep_dropoff_datetime\":\"2024-01-31 23:59:59\","
                                + "\"passenger_count\":1,\"PULocationID\":74,"
                                + "\"trip_distance\":1.98,\"store_and_fwd_flag\":\"N\","
                                + "\"fare_amount\":12.80,\"extra\":0.3}",
                        "{\"VendorID\":2,\"lpep_pickup_datetime\":\"2024-01-31 23:00:01\","
                                + "\"lpep_dropoff_datetime\":\"2024-02-01 00:00:00\","
                                + "\"PULocationID\":74,\"trip_distance\":1.98,"
                                + "\"store_and_fwd_flag\":\"N\",\"fare_amount\":12.80,"
                                + "\"extra\":0.3}");
    }

    private static void duckDb(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void anEmptyFileOrOneWithAHeaderOnlySendsNothing() throws Exception {
        assertThat(dryRun(file("a.csv", "").toString(), file("b.csv", YELLOW_HEADER).toString()))
                .isEmpty();
    }

    @Test
    void whatIsNoFileOfTripsIsNamedBeforeAnythingIsSent() throws Exception {
        Path good = file("good.csv", YELLOW_HEADER + "1,2019-01-15 03:36:12,,1,1.0,230,6.5,9.75\n");
        Path odd = file("odd.csv", "a,b,c\n1,2,3\n");
        Path noZone = file("old.csv", "pickup_datetime,pickup_longitude\n");
        Path empty = file("empty.parquet", "");
        Path damaged = file("damaged.parquet", "PAR1 and then nothing");

        assertRefused(good, odd, odd + " has an unknown header", "Its columns: a, b, c");
        assertRefused(good, noZone, noZone + " has no column for the pickup zone", "July 2016");
        assertRefused(good, empty, empty + " is empty: not a Parquet file.", "");
        assertRefused(good, damaged, damaged + " cannot be read", "not a whole Parquet file");
        assertRefused(good, folder.resolve("none"), "none does not exist.", "");
        assertRefused(good, folder, folder + " is a folder", "");
        assertRefused(good, folder.resolve("*.nothing"), "No file matches", "");
    }

    @Test
    void whatCannotNameAFileIsRefusedInASentence() throws Exception {
        Path good = file("good.csv", YELLOW_HEADER + "1,2019-01-15 03:36:12,,1,1.0,230,6.5,9.75\n");
        assertRefused(good, folder.resolve("[2024.csv"), "[2024.csv is neither a file nor", "");
        assertRefused(good, folder.resolve("{a,b"), "{a,b is neither a file nor", "");
        assertThat(shell.run("replay", "http:///trips.csv", "--dry-run")).isEqualTo(2);
        assertThat(shell.err()).contains("names no host").doesNotContain("\tat ");
    }

    /** The look at its first records would take them away. */
    @Test
    void pipeIsRefused() throws Exception {
        Path pipe = folder.resolve("pipe.csv");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Path good = file("good.csv", YELLOW_HEADER + "1,2019-01-15 03:36:12,,1,1.0,230,6.5,9.75\n");
        assertRefused(good, pipe, pipe + " is a pipe", "write it to a file first");
    }

    private void assertRefused(Path good, Path bad, String sentence, String reason) {
        Path lines = folder.resolve("none-sent");
        int exit = shell.run("replay", good.toString(), bad.toString(), "--dry-run=" + lines);
        assertThat(exit).isBetween(1, 2);
        assertThat(shell.err()).contains(sentence).contains(reason).doesNotContain("\tat ");
        assertThat(lines)
                .satisfiesAnyOf(
                        f -> assertThat(f).doesNotExist(), f -> assertThat(f).isEmptyFile());
    }

    @ParameterizedTest
    @CsvSource({"DROPOFF,bca", "PICKUP,abc", "FILE,acb"})
    void ordersAndSpans(String order, String expected) throws Exception {
        Path csv =
                file(
                        "trips.csv",
                        YELLOW_HEADER
                                + trip("a", "01:00:00", "05:00:00")
                                + trip("c", "03:00:00", "04:00:00")
                                + trip("b", "02:00:00", "03:00:00"));
        assertThat(flags(dryRun(csv.toString(), "--order", order))).isEqualTo(expected);
        assertThat(
                        flags(
                                dryRun(
                                        csv.toString(),
                                        "--from",
                                        "2019-01-15T02:00",
                                        "--to",
                                        "2019-01-15 03:00")))
                .isEqualTo("b");
        assertThat(flags(dryRun(csv.toString(), "--limit", "2"))).isEqualTo("bc");
    }

    private static String trip(String vendor, String pickup, String dropoff) {
        return String.format(
                "%s,2019-01-15 %s,2019-01-15 %s,1,1.0,230,6.5,9.75%n", vendor, pickup, dropoff);
    }

    private static String flags(List<String> lines) {
        StringBuilder flags = new StringBuilder();
        lines.forEach(line -> flags.append(line.charAt("{\"VendorID\":\"".length())));
        return flags.toString();
    }

    @Test
    void roundsGoOnInTime() throws Exception {
        Path csv = file("trips.csv", YELLOW_HEADER + trip("a", "01:00:00", "05:00:00"));
        List<String> lines = dryRun(csv.toString(), "--loop", "--shift-time", "--limit", "3");
        assertThat(lines)
                .extracting(line -> line.replaceAll(".*pickup_datetime\":\"([^\"]*)\".*", "$1"))
                .containsExactly(
                        "2019-01-15 01:00:00", "2019-01-16 01:00:00", "2019-01-17 01:00:00");
        assertThat(lines.get(2)).contains("\"tpep_dropoff_datetime\":\"2019-01-17 05:00:00\"");
        assertThat(dryRun(csv.toString(), "--loop", "--limit", "2").get(1)).contains("2019-01-15");
    }

    @Test
    void roundsOfAFileThatBeginsWithARejectGoOnFromItsOwnDay() throws Exception {
        Path csv =
                file(
                        "trips.csv",
                        YELLOW_HEADER
                                + "a,,,1,1.0,230,6.5,9.75\n"
                                + trip("b", "01:00:00", "05:00:00"));
        Path manifest = folder.resolve("manifest.json");
        List<String> lines =
                dryRun(
                        csv.toString(),
                        "--loop",
                        "--shift-time",
                        "--limit=6",
                        "--manifest=" + manifest);
        assertThat(lines).hasSize(6);
        assertThat(ManifestFile.read(manifest).tally().trips()).isEqualTo(3);
        assertThat(Files.readString(manifest))
                .contains("2019-01-15T01:00", "2019-01-16T01:00", "2019-01-17T01:00")
                .doesNotContain("\"-292");
    }

    @Test
    void roundsWithoutAnyTripGoOnToTheLimit() throws Exception {
        Path csv = file("trips.csv", YELLOW_HEADER + "a,,,1,1.0,230,6.5,9.75\n");
        assertThat(dryRun(csv.toString(), "--loop", "--shift-time", "--limit=3")).hasSize(3);
    }

    @Test
    void aDateThatCannotBeMovedStaysInRecordAndManifestAlike() throws Exception {
        Path csv =
                file(
                        "trips.csv",
                        YELLOW_HEADER
                                + "a,2019-01-15 01:00:00,9998-01-15 05:00:00,1,1,230,6.5,9\n"
                                + "a,5000-01-15 01:00:00,5000-01-15 01:10:00,1,1,230,6.5,9\n");
        Path manifest = folder.resolve("manifest.json");
        List<String> lines =
                dryRun(
                        csv.toString(),
                        "--loop",
                        "--shift-time",
                        "--limit=10",
                        "--manifest=" + manifest);
        long counted =
                lines.stream()
                        .filter(line -> line.matches(".*pickup_datetime\":\"20[0-2].*"))
                        .count();
        assertThat(ManifestFile.read(manifest).tally().trips()).isEqualTo(counted);
    }

    @Test
    void theManifestTellsWhatWasSentAndResumesOnlyTheSame() throws Exception {
        Path csv = file("trips.csv", YELLOW_HEADER + trip("a", "01:00:00", "05:00:00"));
        Path manifest = folder.resolve("new/manifest.json");
        dryRun(csv.toString(), "--manifest", manifest.toString());
        assertThat(ManifestFile.read(manifest).tally().trips()).isEqualTo(1);

        assertThat(dryRun(csv.toString(), "--resume", manifest.toString())).isEmpty();
        assertThat(ManifestFile.read(manifest).tally().trips()).isEqualTo(1);

        assertThat(
                        shell.run(
                                "replay",
                                csv.toString(),
                                "--order",
                                "FILE",
                                "--dry-run",
                                "--resume",
                                manifest.toString()))
                .isEqualTo(1);
        assertThat(shell.err()).contains("is from another run");
    }

    @Test
    void wrongUsageIsTold() {
        assertThat(shell.run("replay", "x.csv")).isEqualTo(2);
        assertThat(shell.err()).contains("--stream is missing");
        assertThat(shell.run("generate", "--trips", "-1", "--dry-run")).isEqualTo(2);
        assertThat(shell.err()).contains("--trips must not be negative: -1");
        assertThat(shell.run("generate", "--trips", "1", "--from", "noon")).isEqualTo(2);
        assertThat(shell.err()).contains("must be like 2024-01-31");
        assertThat(
                        shell.run(
                                "replay",
                                "x.csv",
                                "--dry-run",
                                "--from=2024-02-01",
                                "--to=2024-01-01"))
                .isEqualTo(2);
        assertThat(shell.err()).contains("must be before --to 2024-01-01");
        assertThat(shell.run("fly")).isEqualTo(2);
        for (String command : List.of("create-stream", "replay", "generate", "verify")) {
            assertThat(shell.run(command, "--help")).isZero();
            assertThat(shell.out()).contains("Usage: producer.sh " + command);
        }
    }
}
