package io.github.taxistream.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.ledger.verify.LocalOutput;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the page lets nobody do, how it looks, and that it follows what it shows. */
class ReportPageIT {

    private static final Path PICTURES = Path.of("target", "report");
    private static final int PHONE = 390;

    @RegisterExtension static final OpenedReport report = new OpenedReport();

    @TempDir Path folder;

    private final Browser browser = report.browser();

    @Test
    void payloadsOfStrangersAreTextAndNothingElse() {
        browser.all("#rejects summary").forEach(it -> it.click());
        assertThat(report.texts("#rejects code"))
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
        report.open();
        browser.click("#zone-132");
        browser.click("#play");
        browser.click("#play");
        ObjectMapper json = new ObjectMapper();
        for (String event : browser.network()) {
            JsonNode url = json.readTree(event).at("/message/params/request/url");
            assertThat(url.asText()).isEqualTo(report.html().toUri().toString());
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
            browser.screen(OpenedReport.DESK, dark);
            papers[dark ? 1 : 0] = paper();
            browser.picture(PICTURES.resolve(dark ? "dark.png" : "light.png"), OpenedReport.DESK);
        }
        assertThat(papers[0]).isNotEqualTo(papers[1]);
        browser.screen(PHONE, false);
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.picture(PICTURES.resolve("phone.png"), PHONE);
    }

    private String paper() {
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
