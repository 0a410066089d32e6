package io.github.taxistream.deploy;

import static io.github.taxistream.deploy.ManagedFlinkTemplate.asMap;
import static io.github.taxistream.deploy.ManagedFlinkTemplate.listAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.JobSettings;
import io.github.taxistream.settings.Setting;
import io.github.taxistream.trip.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the template against the job: its settings, and what it writes. */
class ManagedFlinkTemplateTest {

    private static final Set<String> KEYS =
            JobSettings.ALL.stream().map(Setting::key).collect(Collectors.toSet());

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"POLLING", "EFO"})
    void everyPropertyIsASettingOfTheJob(String reader) throws IOException {
        assertThat(KEYS).containsAll(settings(reader).keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POLLING", "EFO"})
    void everyRequiredSettingIsGiven(String reader) throws IOException {
        assertThat(settings(reader))
                .containsKeys(
                        JobSettings.ALL.stream()
                                .filter(Setting::isRequired)
                                .map(Setting::key)
                                .toArray(String[]::new));
    }

    @Test
    void everySettingButTheEmulatorsEndpointCanBeGiven() throws IOException {
        Set<String> withoutEndpoint = new HashSet<>(KEYS);
        withoutEndpoint.remove("kinesis.endpoint");
        // Given only where it is not empty.
        withoutEndpoint.remove("input.id");
        withoutEndpoint.remove("kinesis.role");

        assertThat(settings("EFO").keySet()).isEqualTo(withoutEndpoint);
    }

    @Test
    void parametersLeftAloneAreTheJobsOwnDefaults() throws IOException {
        Map<String, String> settings = settings("POLLING");

        for (Setting<?> setting : JobSettings.ALL) {
            setting.defaultText()
                    .ifPresent(text -> assertThat(settings).containsEntry(setting.key(), text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POLLING", "EFO"})
    void theJobAcceptsWhatTheTemplateGives(String reader) throws IOException {
        Path file = folder.resolve("application.json");
        Files.writeString(
                file, new ObjectMapper().writeValueAsString(template(reader).propertyGroups()));

        assertThatCode(() -> JobSettings.read(new String[] {"--settings", file.toString()}))
                .doesNotThrowAnyException();
    }

    @Test
    void aRoleToReadTheStreamWithMayBeAssumedAndNoOther() throws IOException {
        String role = "arn:aws:iam::222222222222:role/read-trips";
        ManagedFlinkTemplate template = ManagedFlinkTemplate.with(Map.of("KinesisRoleArn", role));

        assertThat(template.jobSettings()).containsEntry("kinesis.role", role);
        assertThat(String.valueOf(template.properties("JobRole")))
                .contains("Action=sts:AssumeRole, Resource=" + role);
    }

    @Test
    void zoneHourlyHasTheColumnsTheJobWrites() throws IOException {
        List<String> columns =
                new ArrayList<>(
                        List.of(
                                "hour_start timestamp",
                                "zone_id int",
                                "borough string",
                                "zone string"));
        Measure.ALL.forEach(
                measure ->
                        columns.add(
                                measure.column()
                                        + (measure.scale() == 0
                                                ? " bigint"
                                                : " decimal(18," + measure.scale() + ")")));
        columns.add("pane string");

        assertThat(columns("ZoneHourlyTable", "StorageDescriptor", "Columns"))
                .containsExactlyElementsOf(columns);
        assertThat(columns("ZoneHourlyTable", "PartitionKeys"))
                .containsExactly("pickup_date string", "pickup_hour int");
    }

    @Test
    void tablesLookWhereTheJobWrites() throws IOException {
        String output = settings("POLLING").get("output.path");

        assertThat(projection("ZoneHourlyTable"))
                .isEqualTo(
                        output
                                + "/zone_hourly/pickup_date=${pickup_date}/pickup_hour=${pickup_hour}/");
        assertThat(projection("RejectedTable"))
                .isEqualTo(output + "/rejected/arrival_date=${arrival_date}/");
    }

    @Test
    void totalsQueryAddsUpTheRowsOfAZoneAndHour() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement duckDb = connection.createStatement()) {
            duckDb.execute("CREATE TABLE zone_hourly (" + duckDbColumns("ZoneHourlyTable") + ")");
            insertZoneHour(duckDb, "2024-01-31", 23, 74, 5, "100.25", "on_time");
            insertZoneHour(duckDb, "2024-01-31", 23, 74, 1, "-3.50", "late");
            insertZoneHour(duckDb, "2024-01-31", 23, 75, 2, "20.00", "quiet");
            insertZoneHour(duckDb, "2024-02-01", 0, 74, 9, "1.00", "on_time");

            assertThat(
                            rows(
                                    duckDb,
                                    query("ZoneHourTotalsQuery"),
                                    "zone_id",
                                    "trips",
                                    "fare_amount"))
                    .containsExactly("74 6 96.75", "75 2 20.00");
        }
    }

    @Test
    void reasonsQueryCountsRejectedRecordsByDayAndReason() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement duckDb = connection.createStatement()) {
            duckDb.execute("CREATE TABLE rejected (" + duckDbColumns("RejectedTable") + ")");
            duckDb.execute(
                    "INSERT INTO rejected (reason, payload, arrival_date) VALUES"
                            + " ('bad_zone', 'b', '2024-01-31'), ('bad_zone', 'a', '2024-01-31'),"
                            + " ('not_json', 'x', '2024-01-31'), ('bad_zone', 'c', '2024-02-01')");

            assertThat(
                            rows(
                                    duckDb,
                                    query("RejectedReasonsQuery"),
                                    "arrival_date",
                                    "reason",
                                    "records",
                                    "example"))
                    .containsExactly(
                            "2024-01-31 bad_zone 2 a",
                            "2024-01-31 not_json 1 x",
                            "2024-02-01 bad_zone 1 c");
        }
    }

    @Test
    void dashboardIsJson() throws IOException {
        String body =
                (String)
                        ManagedFlinkTemplate.withDefaults()
                                .properties("Dashboard")
                                .get("DashboardBody");

        assertThat(new ObjectMapper().readTree(body).get("widgets").size()).isEqualTo(11);
    }

    private static ManagedFlinkTemplate template(String reader) throws IOException {
        return ManagedFlinkTemplate.with(Map.of("KinesisReader", reader));
    }

    private static Map<String, String> settings(String reader) throws IOException {
        return template(reader).jobSettings();
    }

    private static Map<String, Object> table(String resource) throws IOException {
        return asMap(ManagedFlinkTemplate.data().properties(resource).get("TableInput"));
    }

    private static String projection(String resource) throws IOException {
        return (String) asMap(table(resource).get("Parameters")).get("storage.location.template");
    }

    private static List<String> columns(String resource, String... keys) throws IOException {
        return listAt(table(resource), keys).stream()
                .map(column -> column.get("Name") + " " + column.get("Type"))
                .collect(Collectors.toList());
    }

    private static String duckDbColumns(String resource) throws IOException {
        List<String> all = new ArrayList<>(columns(resource, "StorageDescriptor", "Columns"));
        all.addAll(columns(resource, "PartitionKeys"));
        return String.join(", ", all);
    }

    private static String query(String resource) throws IOException {
        return (String) ManagedFlinkTemplate.data().properties(resource).get("QueryString");
    }

    private static void insertZoneHour(
            Statement duckDb, String date, int hour, int zone, int trips, String fare, String pane)
            throws SQLException {
        duckDb.execute(
                String.format(
                        "INSERT INTO zone_hourly BY NAME SELECT TIMESTAMP '%s %02d:00' AS"
                                + " hour_start, %d AS zone_id, 'Manhattan' AS borough, 'z' AS zone,"
                                + " %d AS trips, %s AS fare_amount, '%s' AS pane,"
                                + " '%s' AS pickup_date, %d AS pickup_hour",
                        date, hour, zone, trips, fare, pane, date, hour));
    }

    private static List<String> rows(Statement duckDb, String query, String... columns)
            throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = duckDb.executeQuery(query)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (String column : columns) {
                    row.add(result.getString(column));
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows;
    }
}
