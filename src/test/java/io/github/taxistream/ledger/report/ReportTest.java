package io.github.taxistream.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.producer.command.ShellSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command writes, without a browser. */
class ReportTest {

    private static final String JFK = "132, 'Queens', 'JFK Airport'";
    private static final String UNION_SQ = "234, 'Manhattan', 'Union Sq'";

    @TempDir Path folder;

    private final ShellSession shell = new ShellSession();
    private WrittenOutput output;
    private Path html;

    @BeforeEach
    void begin() throws Exception {
        output = new WrittenOutput(folder.resolve("out"));
        html = folder.resolve("report.html");
    }

    @AfterEach
    void end() throws Exception {
        output.close();
    }

    private int report(String... more) {
        List<String> command = new ArrayList<>(List.of("report", "--output=" + output.top()));
        command.add("--html=" + html);
        command.addAll(Arrays.asList(more));
        return shell.run(command.toArray(new String[0]));
    }

    private String json() throws Exception {
        String page = Files.readString(html);
        String begin = "id=\"figures-json\">";
        int at = page.indexOf(begin) + begin.length();
        return page.substring(at, page.indexOf("</script>", at));
    }

    private JsonNode figures() throws Exception {
        return new ObjectMapper().readTree(json());
    }

    @Test
    void rowsOfAZoneAndHourAddUp() throws Exception {
        output.row("a.parquet", "2024-01-31 23:00", JFK, 2, "on_time");
        output.row("b.parquet", "2024-01-31 23:00", JFK, 1, "late");
        output.row("a.parquet", "2024-02-01 01:00", UNION_SQ, 4, "quiet");
        output.rejected("a.jsonl", "{\"reason\":\"not_json\",\"payload\":\"oh\"}");
        assertThat(report()).isZero();
        JsonNode figures = figures();
        assertThat(figures.path("trips").asLong()).isEqualTo(7);
        assertThat(figures.path("rows").asLong()).isEqualTo(2);
        assertThat(figures.path("filesRead").asLong()).isEqualTo(4);
        assertThat(figures.path("rejected").path("not_json").asLong()).isEqualTo(1);
        assertThat(figures.path("days").toString())
                .isEqualTo("[[474072,1,2,1,1,0,0],[474096,0,0,0,0,1,4]]");
        assertThat(shell.out()).contains("report.html: 4 files read, ");
    }

    @Test
    void onlyTheHoursAskedForAreCounted() throws Exception {
        output.row("a.parquet", "2024-01-31 22:00", JFK, 2, "on_time");
        output.row("a.parquet", "2024-01-31 23:00", JFK, 3, "on_time");
        output.row("a.parquet", "2024-02-01 00:00", JFK, 4, "on_time");
        assertThat(report("--from=2024-01-31T23:00", "--to=2024-02-01")).isZero();
        assertThat(figures().path("trips").asLong()).isEqualTo(3);
    }

    @Test
    void aSpanWithoutAnHourIsRefused() {
        assertThat(report("--from=2024-02-01", "--to=2024-02-01")).isEqualTo(2);
        assertThat(shell.err()).contains("--from 2024-02-01T00:00 must be before --to");
        assertThat(report("--from=2024-02-01T10:30")).isEqualTo(2);
        assertThat(shell.err()).contains("--from must be a whole hour, not 2024-02-01T10:30");
    }

    @Test
    void payloadsCannotLeaveTheirElement() throws Exception {
        output.rejected(
                "a.jsonl",
                new ObjectMapper()
                        .createObjectNode()
                        .put("reason", "not_json")
                        .put("detail", "</script><script>alert(1)</script>")
                        .put("payload", "<!--<script>\u2028\u2029'\"&" + "x".repeat(1_000_000))
                        .toString());
        assertThat(report()).isZero();
        assertThat(json()).doesNotContain("<", ">", "&", "'", "\u2028", "\u2029");
        JsonNode sample = figures().path("samples").path(0);
        assertThat(sample.path("detail").asText()).isEqualTo("</script><script>alert(1)</script>");
        assertThat(sample.path("payload").asText()).startsWith("<!--<script>\u2028\u2029'\"&x");
        assertThat(sample.path("payload").asText()).hasSize(400);
        assertThat(sample.path("length").asInt()).isEqualTo(1_000_017);
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndTheRestShown() throws Exception {
        output.row("a.parquet", "2024-01-31 23:00", JFK, 2, "on_time");
        output.row("b.parquet", "2024-01-31 22:00", JFK, 3, "on_time");
        Path damaged =
                output.top().resolve("zone_hourly/pickup_date=2024-01-31/pickup_hour=22/b.parquet");
        Files.writeString(damaged, "PAR1 no more");
        assertThat(report()).isZero();
        assertThat(figures().path("trips").asLong()).isEqualTo(2);
        assertThat(figures().path("mistakes").path(0).asText())
                .startsWith("zone_hourly/pickup_date=2024-01-31/pickup_hour=22/b.parquet");
        assertThat(shell.err()).contains("pickup_hour=22/b.parquet cannot be read");
    }

    @Test
    void anOutputWithoutRowsIsAPageToo() throws Exception {
        assertThat(report()).isZero();
        assertThat(figures().path("filesFound").asLong()).isZero();
        assertThat(Files.readString(html)).contains("files appear at a checkpoint");
    }

    @Test
    void aPlaceWithoutOutputIsAnError() {
        assertThat(shell.run("report", "--output=" + folder.resolve("none"))).isEqualTo(2);
        assertThat(shell.err()).contains("There is no output folder");
    }
}
