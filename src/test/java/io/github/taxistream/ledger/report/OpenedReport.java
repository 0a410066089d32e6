package io.github.taxistream.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.producer.command.ShellSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The report on three days, in a browser; and what DuckDB says of the same files. */
final class OpenedReport implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final int DESK = 1280;
    static final int HOURS = 72;
    static final String HOSTILE =
            "</script><script>window.hurt = 1</script><img src=x onerror=\"window.hurt = 1\">"
                    + "<!--\u2028\u2029'\"`${1}&lt;";

    private Path folder;
    private Browser browser;
    private Path html;
    private WrittenOutput output;

    /** Writes the report, and starts a browser; skips the tests if there is none. */
    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        assumeTrue(
                Browser.isInstalled(),
                "The report is not tested in a browser: chromium and chromedriver are missing.");
        folder = Files.createTempDirectory("report-");
        output = new WrittenOutput(folder.resolve("out"));
        writeThreeDays(output);
        output.rejected("part-0.jsonl", rejected("not_json", HOSTILE), rejected(HOSTILE, "x"));
        output.rejected("part-1.jsonl", rejected("bad_zone", "y".repeat(1_000_000)));
        html = folder.resolve("report.html");
        assertThat(new ShellSession().run("report", "--output=" + output.top(), "--html=" + html))
                .isZero();
        browser = Browser.start(folder);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        open();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (folder == null) {
            return;
        }
        if (browser != null) {
            browser.close();
        }
        output.close();
        FileUtils.deleteDirectory(folder.toFile());
    }

    /** The browser in which the page is open. */
    Browser browser() {
        return browser;
    }

    /** Where the browser puts what is downloaded. */
    Path downloads() {
        return folder;
    }

    /** The page's file. */
    Path html() {
        return html;
    }

    /** Opens the page on a desk, by day. */
    void open() {
        browser.screen(DESK, false);
        browser.open(html.toUri().toString());
    }

    /** Zones of all boroughs in three days from 8 January 2024 on, a file an hour. */
    private static void writeThreeDays(WrittenOutput to) throws Exception {
        for (int i = 0; i < HOURS; i++) {
            String hour = String.format(Locale.ROOT, "2024-01-%02d %02d:00", 8 + i / 24, i % 24);
            to.rows(
                    hour.substring(0, 10),
                    hour.substring(11, 13),
                    "part-0.parquet",
                    "SELECT TIMESTAMP_MS '"
                            + hour
                            + ":00', id, b, z, n, 2 * n, 700 * n, 2.31 * n, 12.4 * n, 2.05 * n,"
                            + " 0.5 * n, 14.95 * n, CASE WHEN n % 7 = 0 THEN 'late' ELSE 'on_time'"
                            + " END FROM (SELECT *, 1 + (id * 31 + "
                            + i
                            + " * 17) % 23 AS n FROM (VALUES (234, 'Manhattan', 'Union Sq'), (161,"
                            + " 'Manhattan', 'Midtown Center'), (132, 'Queens', 'JFK Airport'),"
                            + " (138, 'Queens', 'LaGuardia Airport'), (181, 'Brooklyn', 'Park"
                            + " Slope'), (18, 'Bronx', 'Bedford Park'), (206, 'Staten Island',"
                            + " 'Saint George/New Brighton'), (1, 'EWR', 'Newark Airport'), (264,"
                            + " 'Unknown', 'N/A'), (265, 'N/A', 'Outside of NYC')) AS t(id, b, z))");
        }
    }

    private static String rejected(String reason, String payload) {
        return new ObjectMapper()
                .createObjectNode()
                .put("reason", reason)
                .put("detail", payload.length() > 100 ? "long" : payload)
                .put("stream", "taxi-trips")
                .put("shard_id", "shardId-000000000003")
                .put("sequence_number", "4959033827149")
                .put("arrival_time", "2026-11-25T20:00:00Z")
                .put("payload", payload)
                .toString();
    }

    /** A whole number that DuckDB finds in the rows that a condition holds for. */
    long duckDb(String sum, String where) throws Exception {
        try (Statement statement = output.duckDb().createStatement();
                ResultSet result =
                        statement.executeQuery(
                                String.format(
                                        "SELECT (%s)::BIGINT FROM read_parquet("
                                                + "'%s/zone_hourly/*/*/*.parquet') WHERE %s",
                                        sum, output.top(), where))) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Two sums over a CSV file, by DuckDB. */
    List<Long> sumsOfCsv(Path csv, String one, String other) throws Exception {
        try (Statement statement = output.duckDb().createStatement();
                ResultSet result =
                        statement.executeQuery(
                                String.format(
                                        "SELECT (%s)::BIGINT, (%s)::BIGINT FROM read_csv('%s')",
                                        one, other, csv))) {
            result.next();
            return List.of(result.getLong(1), result.getLong(2));
        }
    }

    /** The texts of elements, as a person reads them. */
    List<String> texts(String css) {
        return browser.all(css).stream().map(it -> it.getText()).collect(Collectors.toList());
    }
}
