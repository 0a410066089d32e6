package io.github.taxistream.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.ledger.verify.LocalOutput;
import io.github.taxistream.producer.command.ShellSession;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page in a real browser: what a person reads there is what DuckDB says of the same files. */
class ReportIT {

    private static final Path PICTURES = Path.of("target", "report");

    private static final int DESK = 1280;

    private static final int PHONE = 390;
    private static final int HOURS = 72;
    private static final String HOSTILE =
            "</script><script>window.hurt = 1</script><img src=x onerror=\"window.hurt = 1\">"
                    + "<!--\u2028\u2029'\"`${1}&lt;";

    @TempDir static Path folder;

    private static WrittenOutput output;
    private static Path html;
    private static Browser browser;

    @BeforeAll
    static void writeAndOpen() throws Exception {
        assumeTrue(
                Browser.isInstalled(),
                "The page is not tested in a browser: chromium and chromedriver are not installed.");
        output = new WrittenOutput(folder.resolve("out"));
        writeThreeDays(output);
        output.rejected("part-0.jsonl", rejected("not_json", HOSTILE), rejected(HOSTILE, "x"));
        output.rejected("part-1.jsonl", rejected("bad_zone", "y".repeat(1_000_000)));
        html = folder.resolve("report.html");
        assertThat(new ShellSession().run("report", "--output=" + output.top(), "--html=" + html))
                .isZero();
        browser = Browser.start(folder);
    }

    @AfterAll
    static void end() throws Exception {
        if (browser != null) {
            browser.close();
            output.close();
        }
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

    private static long duckDb(String sum, String where) throws Exception {
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

    private static String dollars(long cents) {
        return String.format(Locale.ROOT, "$%,.2f", cents / 100.0);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @BeforeEach
    void openAnew() {
        browser.screen(DESK, false);
        browser.open(html.toUri().toString());
    }

    @Test
    void theTotalsAreDuckDbs() throws Exception {
        long trips = duckDb("SUM(trips)", "true");
        assertThat(browser.text("#equation"))
                .isEqualTo(
                        number(trips + 3) + " entries = " + number(trips) + " trips + 3 rejected");
        assertThat(browser.text("#picked-trips")).isEqualTo(number(trips));
        assertThat(browser.text("#picked-passengers"))
                .isEqualTo(number(duckDb("SUM(passengers)", "true")));
        assertThat(browser.text("#picked-total"))
                .isEqualTo(dollars(duckDb("100 * SUM(total_amount)", "true")));
        assertThat(browser.text("#picked-late"))
                .isEqualTo(number(duckDb("SUM(trips)", "pane = 'late'")));
        long tipRate = duckDb("ROUND(1000 * SUM(tip_amount) / SUM(fare_amount))", "true");
        assertThat(browser.text("#picked-tip-rate")).isEqualTo(tipRate / 10.0 + " %");
    }

    @Test
    void aZonesHourIsDuckDbs() throws Exception {
        browser.click("#zone-234");
        browser.press("#slider", Keys.HOME);
        for (int i = 0; i < 22; i++) {
            browser.press("#slider", Keys.ARROW_RIGHT);
        }
        String where = "zone_id = 234 AND hour_start = TIMESTAMP '2024-01-08 22:00:00'";
        assertThat(browser.text("#picked-name")).isEqualTo("Union Sq");
        assertThat(browser.text("#picked-time")).isEqualTo("Mon 8 Jan 2024, 10 pm");
        assertThat(browser.text("#picked-trips")).isEqualTo(number(duckDb("SUM(trips)", where)));
        assertThat(browser.text("#picked-fare"))
                .isEqualTo(dollars(duckDb("100 * SUM(fare_amount)", where)));
        browser.press("#slider", Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT));
        assertThat(browser.text("#picked-time"))
                .isEqualTo("Mon 8 Jan 2024, 10 pm to Tue 9 Jan 2024, 12 am");
    }

    @Test
    void aBoroughsDayIsDuckDbsOnceTheLineIsDraggedOver() throws Exception {
        browser.run("document.querySelector('.boroughs text:nth-child(3)').scrollIntoView()");
        browser.click(".boroughs text:nth-child(3)");
        browser.drag("#line .overlay", 24.0 / HOURS, 48.0 / HOURS);
        String where = "borough = 'Queens' AND hour_start::DATE = DATE '2024-01-09'";
        assertThat(browser.text("#picked-name")).isEqualTo("Queens");
        assertThat(browser.text("#picked-time"))
                .isEqualTo("Tue 9 Jan 2024, 12 am to Wed 10 Jan 2024, 12 am");
        assertThat(browser.text("#picked-trips")).isEqualTo(number(duckDb("SUM(trips)", where)));
        assertThat(browser.text("#picked-tip"))
                .isEqualTo(dollars(duckDb("100 * SUM(tip_amount)", where)));
        browser.click("#all-hours");
        assertThat(browser.text("#picked-trips"))
                .isEqualTo(number(duckDb("SUM(trips)", "borough = 'Queens'")));
    }

    @Test
    void playGoesFromHourToHourAndStops() {
        browser.click("#previous");
        String before = browser.text("#now");
        browser.press("#slider", Keys.HOME);
        browser.find("#play").click();
        browser.await("return page.from >= 3 && page.from === page.to");
        assertThat(browser.text("#play")).isEqualTo("Pause");
        browser.find("#play").click();
        browser.settle();
        assertThat(browser.text("#play")).isEqualTo("Play");
        assertThat(browser.text("#now")).isNotEqualTo(before).startsWith("Mon 8 Jan 2024, ");
    }

    @Test
    void theKeyboardMovesOverTheMapAndPicks() {
        browser.press("#zone-161", Keys.ARROW_DOWN);
        String below = (String) browser.run("return document.activeElement.id");
        assertThat(below).startsWith("zone-").isNotEqualTo("zone-161");
        browser.press("#" + below, Keys.ENTER);
        assertThat(browser.find("#" + below).getDomAttribute("aria-pressed")).isEqualTo("true");
        assertThat(browser.find("#" + below).getDomAttribute("aria-label"))
                .startsWith(browser.text("#picked-name") + ", Manhattan, ");
        browser.press("body", Keys.ESCAPE);
        assertThat(browser.text("#picked-name")).isEqualTo("The whole city");
    }

    @Test
    void everythingThatCanBeUsedHasAName() {
        assertThat(
                        browser.run(
                                "return [...document.querySelectorAll('button, select, input,"
                                        + " [role=button], [role=img], [role=group], [tabindex=\"0\"]')]"
                                        + ".filter(e => !e.hidden && !e.getAttribute('aria-label')"
                                        + " && !e.getAttribute('aria-labelledby') && !e.textContent.trim())"
                                        + ".map(e => e.outerHTML)"))
                .isEqualTo(List.of());
    }

    @Test
    void theTableIsSortedAndDownloaded() throws Exception {
        browser.click("#table thead th:first-child button");
        List<String> names = texts("#table tbody td:first-child");
        assertThat(names).isSorted().contains("Union Sq", "Unknown zone").hasSize(10);
        browser.click("#table thead th:first-child button");
        assertThat(texts("#table tbody td:first-child").get(0))
                .isEqualTo(names.get(names.size() - 1));
        browser.click("#csv");
        Path csv = folder.resolve("taxi-trips.csv");
        Awaitility.await().until(() -> Files.exists(csv));
        try (Statement statement = output.duckDb().createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT SUM(trips)::BIGINT, (100 * SUM(total_amount))::BIGINT"
                                        + " FROM read_csv('"
                                        + csv
                                        + "')")) {
            result.next();
            assertThat(result.getLong(1)).isEqualTo(duckDb("SUM(trips)", "true"));
            assertThat(result.getLong(2)).isEqualTo(duckDb("100 * SUM(total_amount)", "true"));
        }
    }

    private static List<String> texts(String css) {
        return browser.all(css).stream().map(it -> it.getText()).collect(Collectors.toList());
    }

    @Test
    void payloadsOfStrangersAreTextAndNothingElse() {
        browser.all("#rejects summary").forEach(it -> it.click());
        assertThat(texts("#rejects code"))
                .anySatisfy(text -> assertThat(text).contains("</script><script>window.hurt = 1"))
                .anySatisfy(text -> assertThat(text).hasSize(402).endsWith("yy …"));
        assertThat(browser.text("#rejects")).contains("1,000,000 characters, shortened");
        assertThat(browser.text("#rejects"))
                .contains("shardId-000000000003 · sequence number 4959033827149");
        assertThat(browser.run("return typeof window.hurt")).isEqualTo("undefined");
        assertThat(browser.all("img, iframe, object, #rejects script")).isEmpty();
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void noRequestLeavesThePage() throws Exception {
        browser.network();
        openAnew();
        browser.click("#zone-132");
        browser.click("#play");
        browser.click("#play");
        ObjectMapper json = new ObjectMapper();
        for (String event : browser.network()) {
            JsonNode url = json.readTree(event).at("/message/params/request/url");
            assertThat(url.asText()).isEqualTo(html.toUri().toString());
        }
    }

    @Test
    void whatWouldCallHomeIsRefused() throws Exception {
        try (ServerSocket home = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            browser.run(
                    "window.refused = 0;"
                            + "addEventListener('securitypolicyviolation', () => refused++);"
                            + "const home = 'http://127.0.0.1:' + arguments[0] + '/';"
                            + "fetch(home).catch(() => {});"
                            + "document.body.insertAdjacentHTML('beforeend',"
                            + " `<img src=${home}><b onclick='hurt = 1'>x</b>`);",
                    home.getLocalPort());
            browser.await("return refused >= 3");
            home.setSoTimeout(1);
            assertThatThrownBy(home::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void itIsAsItShouldBeByDayAndByNightAndOnAPhone() throws Exception {
        String[] papers = new String[2];
        for (boolean dark : new boolean[] {false, true}) {
            browser.screen(DESK, dark);
            papers[dark ? 1 : 0] = paper();
            browser.picture(PICTURES.resolve(dark ? "dark.png" : "light.png"), DESK);
        }
        assertThat(papers[0]).isNotEqualTo(papers[1]);
        browser.screen(PHONE, false);
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.picture(PICTURES.resolve("phone.png"), PHONE);
    }

    private static String paper() {
        return (String)
                browser.run("return getComputedStyle(document.documentElement).backgroundColor");
    }

    @Test
    void aServedPageFollowsTheOutput() throws Exception {
        try (WrittenOutput growing = new WrittenOutput(folder.resolve("growing"));
                LocalOutput files = new LocalOutput(growing.top());
                LiveReport live =
                        LiveReport.start(new OutputReport(files, Span.ALL, List.of()), 0)) {
            URI address = live.address();
            browser.run("location.href = arguments[0]", address.toString());
            browser.await("return document.documentElement.dataset.ready === 'yes'");
            assertThat(browser.text("#empty")).contains("files appear at a checkpoint");
            growing.row(
                    "a.parquet", "2024-01-08 22:00", "234, 'Manhattan', 'Union Sq'", 5, "on_time");
            browser.await("return page.figures.json.trips === 5");
            browser.settle();
            browser.click("#zone-234");
            growing.row(
                    "a.parquet", "2024-01-08 23:00", "234, 'Manhattan', 'Union Sq'", 4, "on_time");
            browser.await("return page.figures.json.trips === 9");
            browser.settle();
            assertThat(browser.text("#equation")).isEqualTo("9 entries = 9 trips + 0 rejected");
            assertThat(browser.text("#picked-name")).isEqualTo("Union Sq");
            assertThat(browser.text("#picked-trips")).isEqualTo("9");
        }
    }
}
