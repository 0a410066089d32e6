package io.github.taxistream.producer.command;

import static io.github.taxistream.support.Gzip.gzip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.manifest.ManifestFile;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as the world has them: each is sent for what it is, or refused before anything is sent. */
class WorldFilesTest {

    private static final String TIMES =
            "TIMESTAMP '2024-02-03 08:15:00' AS tpep_pickup_datetime,"
                    + " TIMESTAMP '2024-02-03 08:45:30' AS tpep_dropoff_datetime";
    private static final String TRIP = TIMES + ", 42::INTEGER AS \"PULocationID\"";

    @TempDir Path folder;

    private final ShellSession shell = new ShellSession();

    private Path parquet(String name, String columns, String options) throws Exception {
        Path file = folder.resolve(name);
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute(
                    "COPY (SELECT "
                            + columns
                            + ") TO '"
                            + file
                            + "' (FORMAT parquet"
                            + options
                            + ")");
        }
        return file;
    }

    private Path parquet(String columns) throws Exception {
        return parquet("file.parquet", columns, "");
    }

    private Path csv(String columns) throws Exception {
        Path file = folder.resolve("file.csv");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute(
                    "COPY (SELECT " + columns + ") TO '" + file + "' (FORMAT csv, HEADER)");
        }
        return file;
    }

    private Path text(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path bytes(String name, byte[] bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private Tally sent(Path file, String... options) throws Exception {
        Path manifest = folder.resolve("manifest.json");
        List<String> command =
                new ArrayList<>(
                        List.of("replay", file.toString(), "--dry-run", "--manifest=" + manifest));
        command.addAll(List.of(options));
        assertThat(shell.run(command.toArray(new String[0]))).as(shell.err()).isZero();
        return ManifestFile.read(manifest).tally();
    }

    /** The only zone and hour, as {@code zone hour measure...}. */
    private static String only(Tally tally, Measure... measures) {
        assertThat(tally.trips()).isEqualTo(1);
        Map.Entry<ZoneHourKey, ZoneHourTotals> row =
                tally.sums().totals().entrySet().iterator().next();
        StringBuilder text = new StringBuilder();
        text.append(row.getKey().zoneId()).append(' ');
        text.append(row.getKey().hourStartMillis() / 3_600_000 % 24).append("h");
        for (Measure measure : measures) {
            text.append(' ').append(measure.decimal(row.getValue().get(measure)));
        }
        return text.toString();
    }

    private void assertRefused(Path file, String... words) {
        Path good = folder.resolve("good.csv");
        Path lines = folder.resolve("lines");
        try {
            Files.writeString(good, "pickup_datetime,PULocationID\n2024-02-03 08:15:00,42\n");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(shell.run("replay", good.toString(), file.toString(), "--dry-run=" + lines))
                .isEqualTo(1);
        assertThat(shell.err()).contains(file.toString()).contains(words).doesNotContain("\tat ");
        assertThat(lines)
                .satisfiesAnyOf(
                        f -> assertThat(f).doesNotExist(), f -> assertThat(f).isEmptyFile());
    }

    @Test
    void highVolumeVehiclesHaveTheSumOfWhatTheRiderPaid() throws Exception {
        Tally tally =
                sent(
                        parquet(
                                "'HV0005' AS hvfhs_license_num, 'B02510' AS dispatching_base_num,"
                                        + " TIMESTAMP '2023-05-06 17:01:00' AS request_datetime,"
                                        + " TIMESTAMP '2023-05-06 17:10:00' AS pickup_datetime,"
                                        + " TIMESTAMP '2023-05-06 17:40:00' AS dropoff_datetime,"
                                        + " 88 AS \"PULocationID\", 4 AS \"DOLocationID\","
                                        + " 7.77 AS trip_miles, 1800 AS trip_time,"
                                        + " 30.5 AS base_passenger_fare, 2.25 AS tolls, 0.9 AS bcf,"
                                        + " 2.7 AS sales_tax, 2.75 AS congestion_surcharge,"
                                        + " 0.0 AS airport_fee, 5.0 AS tips, 22.2 AS driver_pay"));
        assertThat(
                        only(
                                tally,
                                Measure.DURATION,
                                Measure.DISTANCE,
                                Measure.FARE,
                                Measure.TIP,
                                Measure.TOLLS,
                                Measure.TOTAL))
                .isEqualTo("88 17h 1800 7.77 30.50 5.00 2.25 44.10");
        assertThat(shell.out()).contains("\"base_passenger_fare\":30.5").contains("\"tips\":5.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "agent"})
    void tableOfYellowAndGreenTripsHasTheColumnsOfBoth(String format) throws Exception {
        String rows =
                "* FROM (VALUES (TIMESTAMP '2024-02-03 08:15:00', NULL, 42, NULL),"
                        + " (NULL, TIMESTAMP '2024-02-03 08:20:00', NULL, 42)) t("
                        + "tpep_pickup_datetime, lpep_pickup_datetime, \"PULocationID\","
                        + " pickup_location_id)";
        assertThat(sent(parquet(rows), "--format", format).trips()).isEqualTo(2);
        Path csv =
                text(
                        "both.csv",
                        "tpep_pickup_datetime,lpep_pickup_datetime,PULocationID,pickup_location_id"
                                + "\n2024-02-03 08:15:00,,42,\n,2024-02-03 08:20:00,,42\n");
        assertThat(sent(csv, "--format", format).trips()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "NaT", "NULL", "None", "<NA>", "\\N", " "})
    void wordForNothingInOneColumnTakesNoValueOfAnotherAway(String nothing) throws Exception {
        Path csv =
                text(
                        "both.csv",
                        "tpep_pickup_datetime,lpep_pickup_datetime,PULocationID,fare_amount\n"
                                + "2024-02-03 08:15:00,"
                                + nothing
                                + ",42,12.5\n"
                                + nothing
                                + ",2024-02-03 08:20:00,42,"
                                + nothing
                                + "\n");
        assertThat(sent(csv).trips()).isEqualTo(2);
        assertThat(sent(csv, "--format", "agent").trips()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fare_amount: [12.8] AS fare_amount, " + TRIP,
                "fare_amount: {'cents': 1280} AS fare_amount, " + TRIP,
                "Airport_fee: [1.0] AS \"Airport_fee\", " + TRIP
            })
    void columnOfListsThatTripsNeedIsRefused(String columns) throws Exception {
        int colon = columns.indexOf(": ");
        assertRefused(
                parquet(columns.substring(colon + 2)),
                "column " + columns.substring(0, colon) + " has lists");
    }

    @Test
    void unsignedNumberOfAllItsBitsIsNotNegative() throws Exception {
        Path file =
                parquet(
                        "18446744073709551615::UBIGINT AS fare_amount,"
                                + " 12::UBIGINT AS total_amount, "
                                + TRIP);
        assertThat(only(sent(file), Measure.FARE, Measure.TOTAL)).isEqualTo("42 8h 0.00 12.00");
    }

    @Test
    void epochThatIsNotANumberIsMissing() throws Exception {
        Path file =
                parquet(
                        "'NaN'::DOUBLE AS tpep_pickup_datetime, 42::INTEGER AS"
                                + " \"PULocationID\"");
        assertThat(sent(file, "--instants", "NEW_YORK").rejected().counts())
                .isEqualTo(Map.of("missing_pickup_time", 1L));
    }

    @Test
    void whatIsNoTextIsRefusedByWhatItIs() throws Exception {
        String csv = "pickup_datetime,PULocationID\n2024-02-03 08:15:00,42\n";
        assertRefused(bytes("a.csv", csv.getBytes(UTF_16)), "UTF-16");
        assertRefused(bytes("b.csv", csv.getBytes(UTF_16LE)), "UTF-16");
        assertRefused(text("c.zip", "PK\u0003\u0004" + csv), "a zip archive");
        assertRefused(text("d.csv.bz2", "BZh91AY" + csv), "bzip2");
        assertRefused(bytes("e.zst", "(\u00B5/\u00FD\u0004".getBytes(ISO_8859_1)), "zstd");
        assertRefused(bytes("f.csv.gz", gzip(gzip(csv.getBytes(ISO_8859_1)))), "gzip twice");
        assertRefused(bytes("g.parquet.gz", gzip("PAR1\0\0\0".getBytes(ISO_8859_1))), "Parquet");
        assertRefused(text("h.avro", "Obj\u0001\u0004\u0014avro.codec"), "an Avro");
        assertRefused(text("i.orc", "ORC\u0001\n"), "ORC");
        assertRefused(text("j.arrow", "ARROW1\0\0"), "Arrow");
    }

    @Test
    void whatIsNoTextIsRefusedAlsoUnderTheNameOfJson() throws Exception {
        String json = "{\"pickup_datetime\":\"2024-02-03 08:15:00\",\"PULocationID\":42}\n";
        assertRefused(bytes("a.jsonl", json.getBytes(UTF_16)), "UTF-16");
        assertRefused(bytes("b.json", json.getBytes(UTF_16LE)), "UTF-16");
        assertRefused(bytes("c.ndjson", "(\u00B5/\u00FD\u0004".getBytes(ISO_8859_1)), "zstd");
        assertRefused(text("d.json", "PK\u0003\u0004" + json), "a zip archive");
        byte[] archive = gzip(("Obj\u0001\u0004\n" + json).getBytes(ISO_8859_1));
        assertThat(sent(bytes("archive.json.gz", archive)).rejected().counts())
                .isEqualTo(Map.of("not_json", 1L));
    }

    @Test
    void byteOrderMarkMayStandBeforeAQuotedHeader() throws Exception {
        String csv = "\uFEFF\"pickup_datetime\",\"PULocationID\"\n\"2024-02-03 08:15:00\",\"42\"\n";
        assertThat(only(sent(text("file.csv", csv)))).isEqualTo("42 8h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2024-02-03 08:15:00,42,B1\n2024-02-03 08:15:00,42,B1\n",
                "2024-02-03 08:15:00,\"42,B1\n2024-02-03 08:15:00,\"42\",B1,\n",
                "2024-02-03 08:15:00,42,B1\n2024-02-03 08:15:00,\"42,B1\n"
            })
    void aQuotationMarkThatIsNotClosedIsRefused(String lines) throws Exception {
        String header = "pickup_datetime,PULocationID,dispatching_base_num\n";
        assertRefused(text("file.csv", header + lines), "a quotation mark in line");
    }

    /** The TLC's table of zones, and the date that an export is partitioned by. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'2024-02-03' AS pickup_date, 7 AS \"LocationID\", 'Queens' AS \"Borough\", "
                        + TRIP,
                TRIP
                        + ", '2024-02-03' AS pickup_date, 7 AS \"LocationID\", 'Queens' AS \"Borough\"",
                TRIP + ", DATE '2024-02-03' AS \"Pickup_date\", 7.5 AS \"locationID\""
            })
    void whatIsJoinedToATripIsNotTheTrip(String columns) throws Exception {
        assertThat(only(sent(parquet(columns)))).isEqualTo("42 8h");
        assertThat(only(sent(csv(columns)))).isEqualTo("42 8h");
    }

    @Test
    void aDateAndAPlaceAreTheTripWhereNothingElseIs() throws Exception {
        String csv = "Dispatching_base_num,Pickup_date,locationID\nB1,2015-01-01 08:30:00,42\n";
        assertThat(only(sent(text("file.csv", csv)))).isEqualTo("42 8h");
    }

    @Test
    void aValueMayHaveSeveralLines() throws Exception {
        String line = "2024-02-03 08:15:00,42,\"B\n1\"\n";
        String csv = "pickup_datetime,PULocationID,dispatching_base_num\n" + line;
        assertThat(only(sent(text("file.csv", csv)))).isEqualTo("42 8h");
    }

    @Test
    void gzipThatIsDamagedBehindItsFirstMemberIsRefused() throws Exception {
        byte[] first = gzip("pickup_datetime,PULocationID\n".getBytes(ISO_8859_1));
        byte[] second = gzip("2024-02-03 08:15:00,42\n".getBytes(ISO_8859_1));
        assertThat(only(sent(bytes("good.csv.gz", concat(first, second))))).isEqualTo("42 8h");
        assertThat(only(sent(bytes("padded.csv.gz", concat(first, second, new byte[600])))))
                .isEqualTo("42 8h");

        byte[] damaged = second.clone();
        damaged[1]++;
        assertRefused(bytes("damaged.csv.gz", concat(first, damaged)), "not gzip");
        byte[] cut = Arrays.copyOf(second, 9);
        assertRefused(bytes("cut.csv.gz", concat(first, cut)), "ends too early");
        byte[] noTrailer = Arrays.copyOf(second, second.length - 3);
        assertRefused(bytes("no-trailer.csv.gz", concat(first, noTrailer)), "ends too early");
    }

    @Test
    void aDropOffAThousandYearsLaterGivesNoSeconds() throws Exception {
        Tally tally =
                sent(
                        parquet(
                                "* FROM (VALUES ('B1', TIMESTAMP '2019-02-03 04:05:06',"
                                        + " TIMESTAMP '3019-02-03 04:15:06', 7.0::DOUBLE),"
                                        + " ('B2', TIMESTAMP '2019-02-03 04:05:06',"
                                        + " TIMESTAMP '2019-02-03 04:15:06', NULL)) t("
                                        + "dispatching_base_num, pickup_datetime,"
                                        + " \"dropOff_datetime\", \"PUlocationID\")"));
        assertThat(only(tally, Measure.DURATION)).isEqualTo("7 4h 0");
        assertThat(tally.rejected().counts()).isEqualTo(Map.of("missing_zone", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DECIMAL(4,2)", "DECIMAL(9,2)", "DECIMAL(18,4)", "DECIMAL(38,10)"})
    void decimalsOfEveryWidth(String type) throws Exception {
        Tally tally = sent(parquet(TRIP + ", 45.67::" + type + " AS fare_amount"));
        assertThat(only(tally, Measure.FARE)).isEqualTo("42 8h 45.67");
        tally = sent(parquet("b.parquet", TRIP + ", (-45.67)::" + type + " AS total_amount", ""));
        assertThat(only(tally, Measure.TOTAL)).isEqualTo("42 8h -45.67");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "[1, 2]",
                "{'a': 1, 'b': [true]}",
                "MAP {'k': 'v'}",
                "'5'::BLOB",
                "uuid()",
                "DATE '2024-01-01'",
                "TIME '10:00:00'",
                "TIMESTAMPTZ '2024-01-01 00:00:00+00'",
                "INTERVAL 1 DAY",
                "1::UTINYINT",
                "NULL"
            })
    void aColumnThatNoTripNeedsDoesNotMatter(String value) throws Exception {
        Tally tally = sent(parquet(value + " AS odd, " + TRIP + ", 12.5 AS tip_amount"));
        assertThat(only(tally, Measure.TIP, Measure.DURATION)).isEqualTo("42 8h 12.50 1830");
    }

    @ParameterizedTest
    @CsvSource({
        "true AS \"PULocationID\",PULocationID",
        "[42] AS \"PULocationID\",pickup zone",
        "42 AS \"PULocationID\"; DATE '2024-01-01' AS fare_amount,fare_amount",
        "42 AS \"PULocationID\"; uuid() AS total_amount,total_amount",
    })
    void aColumnThatTripsNeedOfATypeThatIsNoneIsNamed(String columns, String name)
            throws Exception {
        assertRefused(parquet(TIMES + ", " + columns.replace(';', ',')), name);
    }

    @ParameterizedTest
    @CsvSource({"1706948100", "1706948100000", "1706948100000000", "1706948100000000000"})
    void numbersWithoutATypeOfTimeNeedTheOption(long number) throws Exception {
        Path file = parquet(number + "::BIGINT AS tpep_pickup_datetime, 42 AS \"PULocationID\"");
        assertRefused(file, "tpep_pickup_datetime", "int64", "--instants");
        assertThat(only(sent(file, "--instants=WALL_CLOCK"))).isEqualTo("42 8h");
        assertThat(only(sent(file, "--instants=new_york"))).isEqualTo("42 3h");
    }

    @Test
    void timesThatAreAdjustedToUtcNeedTheOption() throws Exception {
        Path file =
                parquet(
                        "TIMESTAMPTZ '2024-07-03 08:15:00+00' AS tpep_pickup_datetime,"
                                + " TIMESTAMPTZ '2024-07-03 08:25:00+00' AS tpep_dropoff_datetime,"
                                + " 42 AS \"PULocationID\"");
        assertRefused(file, "tpep_pickup_datetime", "adjusted to UTC", "--instants");
        assertThat(only(sent(file, "--instants=WALL_CLOCK"), Measure.DURATION))
                .isEqualTo("42 8h 600");
        assertThat(only(sent(file, "--instants=NEW_YORK"), Measure.DURATION))
                .isEqualTo("42 4h 600");
    }

    @Test
    void parquetOfTextsThatAreInstantsNeedsTheOption() throws Exception {
        String columns = "'2024-07-03T08:15:00Z' AS tpep_pickup_datetime, 42 AS \"PULocationID\"";
        Path file = parquet(columns);
        assertRefused(file, "tpep_pickup_datetime", "2024-07-03T08:15:00Z", "--instants");
        assertThat(only(sent(file, "--instants=WALL_CLOCK"))).isEqualTo("42 8h");
        assertThat(only(sent(file, "--instants=NEW_YORK"))).isEqualTo("42 4h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4_raw", "zstd", "gzip", "snappy"})
    void everyCodecThatIsRead(String codec) throws Exception {
        assertThat(only(sent(parquet("f.parquet", TRIP, ", COMPRESSION " + codec))))
                .isEqualTo("42 8h");
    }

    @Test
    void oneThatIsNotReadIsRefusedAlsoAsTheSecondFile() throws Exception {
        assertRefused(parquet("f.parquet", TRIP, ", COMPRESSION brotli"), "BROTLI", "LZ4_RAW");
    }

    @Test
    void filesOfCoordinatesAreToldAsWhatTheyAre() throws Exception {
        assertRefused(
                parquet(
                        "'VTS' AS vendor_name, '2009-03-04 05:06:07' AS \"Trip_Pickup_DateTime\","
                                + " -73.9 AS \"Start_Lon\", 40.7 AS \"Start_Lat\""),
                "coordinates",
                "2011");
        assertRefused(
                text(
                        "old.csv",
                        "vendor_id, pickup_datetime, pickup_longitude\nVTS,2014-01-01 01:00:00,-73\n"),
                "coordinates",
                "July 2016");
    }

    @Test
    void parquetHasZonesSince2011() throws Exception {
        assertThat(
                        only(
                                sent(
                                        parquet(
                                                "TIMESTAMP '2011-06-07 08:09:10' AS"
                                                        + " tpep_pickup_datetime, 9 AS"
                                                        + " \"PULocationID\", NULL::INTEGER AS"
                                                        + " airport_fee"))))
                .isEqualTo("9 8h");
    }

    @Test
    void csvOfTwelveHours() throws Exception {
        Path file =
                text(
                        "export.csv",
                        """
                        VendorID,tpep_pickup_datetime,tpep_dropoff_datetime,PULocationID
                        1,02/03/2024 12:05:00 AM,2/3/2024 12:15:00 AM,42
                        """);
        assertThat(only(sent(file), Measure.DURATION)).isEqualTo("42 0h 600");
    }

    @Test
    void csvOfInstantsNeedsTheOption() throws Exception {
        for (String time :
                List.of("2024-02-03T08:15:00Z", "1706948100", "2024-02-03 03:15:00-05:00")) {
            Path file = text("instants.csv", "pickup_datetime,PULocationID\n" + time + ",42\n");
            assertRefused(file, time, "--instants");
            assertThat(only(sent(file, "--instants=NEW_YORK"))).isEqualTo("42 3h");
        }
    }

    @Test
    void csvWithLinesLongerThanItsHeaderAndAnEmptyOne() throws Exception {
        Path file =
                text(
                        "late2016.csv",
                        """
                        VendorID,tpep_pickup_datetime,PULocationID,total_amount

                        2,2016-09-10 11:12:13,42,7.5,,
                        """
                                .replace("\n", "\r\n"));
        assertThat(only(sent(file), Measure.TOTAL)).isEqualTo("42 11h 7.50");
    }

    @Test
    void microsoftsCopyHasItsOwnNames() throws Exception {
        Tally tally =
                sent(
                        parquet(
                                "'2' AS \"vendorID\", TIMESTAMP '2018-02-03 08:15:00' AS"
                                        + " \"tpepPickupDateTime\", '42' AS \"puLocationId\","
                                        + " 1.5::DOUBLE AS \"tripDistance\", 9.75::DOUBLE AS"
                                        + " \"fareAmount\", '0.3' AS \"improvementSurcharge\""));
        assertThat(only(tally, Measure.DISTANCE, Measure.FARE)).isEqualTo("42 8h 1.50 9.75");
    }

    @Test
    void aFileOfWhichAllWouldBeRejectedIsWarnedOf() throws Exception {
        sent(text("far.csv", "pickup_datetime,PULocationID\n2099-01-01 00:00:00,42\n"));
        assertThat(shell.err())
                .contains("warning: ")
                .contains(
                        "far.csv: the job will reject all of its 1 records; the first as"
                                + " pickup_in_future");
        sent(parquet(TIMES + ", NULL::INTEGER AS \"PULocationID\" FROM range(500)"));
        assertThat(shell.err()).contains("all of its first 100 records; the first as missing_zone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.json", "a.ndjson", "a.txt"})
    void jsonLinesAreSentAsTheyStand(String name) throws Exception {
        String lines =
                """
                {"pickup_datetime":"2024-02-03 08:15:00", "PULocationID":42}
                {"x":1}
                [{"pickup_datetime":"2024-02-03 08:15:00","PULocationID":42},{}]
                """;
        Tally tally = sent(text(name, lines), "--order=FILE");
        assertThat(shell.out()).isEqualTo(lines);
        assertThat(tally.trips()).isEqualTo(2);
        assertThat(tally.records()).isEqualTo(4);
    }

    @Test
    void jsonForPeopleIsRefused() throws Exception {
        assertRefused(text("pretty.json", "[\n  {\n    \"PULocationID\": 42\n  }\n]\n"), "jq -c");
    }
}
