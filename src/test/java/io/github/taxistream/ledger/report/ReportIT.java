package io.github.taxistream.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** What a person reads on the page is what DuckDB says of the same files. */
class ReportIT {

    @RegisterExtension static final OpenedReport report = new OpenedReport();

    private final Browser browser = report.browser();

    private static String dollars(long cents) {
        return String.format(Locale.ROOT, "$%,.2f", cents / 100.0);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Test
    void theTotalsAreDuckDbs() throws Exception {
        long trips = report.duckDb("SUM(trips)", "true");
        assertThat(browser.text("#equation"))
                .isEqualTo(
                        number(trips + 3) + " entries = " + number(trips) + " trips + 3 rejected");
        assertThat(browser.text("#picked-trips")).isEqualTo(number(trips));
        assertThat(browser.text("#picked-passengers"))
                .isEqualTo(number(report.duckDb("SUM(passengers)", "true")));
        assertThat(browser.text("#picked-total"))
                .isEqualTo(dollars(report.duckDb("100 * SUM(total_amount)", "true")));
        assertThat(browser.text("#picked-late"))
                .isEqualTo(number(report.duckDb("SUM(trips)", "pane = 'late'")));
        long tipRate = report.duckDb("ROUND(1000 * SUM(tip_amount) / SUM(fare_amount))", "true");
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
        assertThat(browser.text("#picked-trips"))
                .isEqualTo(number(report.duckDb("SUM(trips)", where)));
        assertThat(browser.text("#picked-fare"))
                .isEqualTo(dollars(report.duckDb("100 * SUM(fare_amount)", where)));
        browser.press("#slider", Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT));
        assertThat(browser.text("#picked-time"))
                .isEqualTo("Mon 8 Jan 2024, 10 pm to Tue 9 Jan 2024, 12 am");
    }

    @Test
    void aBoroughsDayIsDuckDbsOnceTheLineIsDraggedOver() throws Exception {
        browser.run("document.querySelector('.boroughs text:nth-child(3)').scrollIntoView()");
        browser.click(".boroughs text:nth-child(3)");
        browser.drag("#line .overlay", 24.0 / OpenedReport.HOURS, 48.0 / OpenedReport.HOURS);
        String where = "borough = 'Queens' AND hour_start::DATE = DATE '2024-01-09'";
        assertThat(browser.text("#picked-name")).isEqualTo("Queens");
        assertThat(browser.text("#picked-time"))
                .isEqualTo("Tue 9 Jan 2024, 12 am to Wed 10 Jan 2024, 12 am");
        assertThat(browser.text("#picked-trips"))
                .isEqualTo(number(report.duckDb("SUM(trips)", where)));
        assertThat(browser.text("#picked-tip"))
                .isEqualTo(dollars(report.duckDb("100 * SUM(tip_amount)", where)));
        browser.click("#all-hours");
        assertThat(browser.text("#picked-trips"))
                .isEqualTo(number(report.duckDb("SUM(trips)", "borough = 'Queens'")));
    }

    @Test
    void playGoesFromHourToHourAndStops() {
        browser.press("#slider", Keys.HOME);
        // In the page itself: a busy machine may look too late, when all has been played.
        browser.run(
                "window.played = []; const play = document.getElementById('play');"
                        + "const watch = setInterval(() => {"
                        + "  if (page.from !== played[played.length - 1]) played.push(page.from);"
                        + "  if (page.from < 3) return;"
                        + "  clearInterval(watch); played.push(play.textContent); play.click();"
                        + "}, 5);"
                        + "play.click();");
        browser.await("return played.includes('Pause')");
        browser.settle();
        assertThat(browser.run("return played[0] === 0 && played.length > 3 && played.pop()"))
                .isEqualTo("Pause");
        assertThat(browser.text("#play")).isEqualTo("Play");
        assertThat(browser.text("#now")).matches("Mon 8 Jan 2024, \\d+ am");
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
        List<String> names = report.texts("#table tbody td:first-child");
        assertThat(names).isSorted().contains("Union Sq", "Unknown zone").hasSize(10);
        browser.click("#table thead th:first-child button");
        assertThat(report.texts("#table tbody td:first-child").get(0))
                .isEqualTo(names.get(names.size() - 1));
        browser.click("#csv");
        Path csv = report.downloads().resolve("taxi-trips.csv");
        Awaitility.await().until(() -> Files.exists(csv));
        assertThat(report.sumsOfCsv(csv, "SUM(trips)", "100 * SUM(total_amount)"))
                .containsExactly(
                        report.duckDb("SUM(trips)", "true"),
                        report.duckDb("100 * SUM(total_amount)", "true"));
    }
}
