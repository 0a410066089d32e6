package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.local.Certificate;
import io.github.taxistream.local.Ferrokinesis;
import io.github.taxistream.local.JobWatch;
import io.github.taxistream.producer.command.Producer;
import io.github.taxistream.support.TlsProxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that reads by enhanced fan-out as it does from AWS: over HTTP/2 and TLS, through a consumer
 * that it registers itself. Producer and job are processes of their own, that trust the emulator.
 */
abstract class FanOutScenario {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WEB_UI = Pattern.compile("web UI is at (\\S+)");
    private static final Pattern SAVEPOINT = Pattern.compile("--from (\\S+)");
    static final String SOON_QUIET = "--time.quiet-period=5 s";

    /** Rows are seen, and a job is killed, after a checkpoint. */
    private static final String OFTEN = "-Dexecution.checkpointing.interval=1 s";

    static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir Path folder;

    private final List<Process> jobs = new ArrayList<>();
    private Certificate certificate;
    private Ferrokinesis kinesis;
    private TlsProxy tls;

    @BeforeEach
    void startKinesis() throws Exception {
        Optional<String> whyMissing = Ferrokinesis.whyMissing();
        assumeTrue(whyMissing.isEmpty(), () -> whyMissing.orElse(""));
        certificate = Certificate.of(folder, "localhost");
        kinesis = Ferrokinesis.start(folder);
        tls = TlsProxy.inFrontOf(kinesis.port(), certificate.context());
        producer(List.of("create-stream", "--shards", "3", "--wait"));
    }

    @AfterEach
    void stopAll() throws IOException {
        jobs.forEach(FanOutScenario::kill);
        if (tls != null) {
            tls.close();
        }
        if (kinesis != null) {
            kinesis.close();
        }
    }

    /** Not by fan-out: the emulator takes no subscription from a position. */
    void goOnByPolling(String from) throws Exception {
        Process job = startJob(2, "--from", from, SOON_QUIET);
        sendTrips(2);
        awaitAllRead(2);
        verify("--wait", "300s");
        // What was read twice may have come after that, and may still be in a window.
        drain(job, 2);
        verify();
    }

    private void verify(String... options) {
        List<String> command = new ArrayList<>(List.of("verify"));
        command.addAll(List.of("--output", folder.resolve("out").toString()));
        command.addAll(List.of("--manifest", manifest(1), "--manifest", manifest(2)));
        command.addAll(List.of(options));
        assertThat(Producer.execute(command.toArray(new String[0]))).isZero();
    }

    void sendTrips(int lot, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("generate", "--trips", "2000"));
        command.addAll(List.of("--seed", String.valueOf(lot), "--manifest", manifest(lot)));
        command.addAll(List.of(options));
        producer(command);
    }

    private String manifest(int lot) {
        return folder.resolve("manifest-" + lot + ".json").toString();
    }

    private void producer(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Producer.class.getName());
        command.addAll(arguments);
        command.addAll(List.of("--stream", "trips", "--endpoint", tls.endpoint().toString()));
        Path output = folder.resolve("producer.txt");
        Process producer = start(command, output);
        assertThat(producer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue()).as(Files.readString(output)).isZero();
    }

    Process startFanOutJob(String... options) throws IOException {
        List<String> fanOut =
                new ArrayList<>(List.of("--kinesis.reader", "EFO", "--kinesis.consumer-name", "c"));
        fanOut.addAll(List.of(options));
        return startJob(1, fanOut.toArray(new String[0]));
    }

    private Process startJob(int run, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("scripts/run-job.sh", OFTEN));
        command.addAll(List.of(options));
        command.addAll(List.of("--kinesis.stream", "trips"));
        command.addAll(List.of("--kinesis.endpoint", tls.endpoint().toString()));
        command.addAll(List.of("--output.path", folder.resolve("out").toString()));
        Process job = start(command, output(run));
        jobs.add(job);
        return job;
    }

    private Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        process.environment().put("JAVA_TOOL_OPTIONS", certificate.toolOptions());
        return process.start();
    }

    /** Each run of the job reads one lot of trips, and nothing of it twice. */
    void awaitAllRead(int run) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(output(run))
                                        .content()
                                        .contains("2,000 records, and the stream has no more"));
    }

    private Path output(int run) {
        return folder.resolve("job-" + run + ".txt");
    }

    String stop(Process job, int run) throws Exception {
        new ProcessBuilder("kill", "-INT", String.valueOf(job.pid())).start().waitFor();
        awaitEnd(job, run);
        return find(SAVEPOINT, run);
    }

    /** Ends the job for good, with all that is in its windows written. */
    private void drain(Process job, int run) throws Exception {
        URI jobOfRun = jobUri(run);
        HttpRequest stop =
                HttpRequest.newBuilder(URI.create(jobOfRun + "/stop"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"drain\": true}"))
                        .build();
        String answer = HttpClient.newHttpClient().send(stop, BodyHandlers.ofString()).body();
        String request = JSON.readTree(answer).path("request-id").asText();
        assertThat(request).as(answer).isNotEmpty();
        // Flink does not shut down for five minutes if nobody asks what came of it.
        URI outcome = URI.create(jobOfRun + "/savepoints/" + request);
        await().atMost(PATIENCE)
                .until(() -> read(outcome).at("/status/id").asText().equals("COMPLETED"));
        awaitEnd(job, run);
    }

    private void awaitEnd(Process job, int run) throws Exception {
        boolean ended = job.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended).as(Files.readString(output(run))).isTrue();
        assertThat(job.exitValue()).as(Files.readString(output(run))).isZero();
    }

    static void kill(Process job) {
        job.descendants().forEach(ProcessHandle::destroyForcibly);
        job.destroyForcibly();
    }

    /** Where the next checkpoint is that begins after this. */
    String nextCheckpoint(int run) throws Exception {
        URI webUi = URI.create(find(WEB_UI, run));
        JobWatch watch = new JobWatch(webUi, jobId(webUi));
        int before = watch.checkpoints();
        // The first of these may have begun before all was read.
        await().atMost(PATIENCE).until(() -> watch.checkpoints() >= before + 2);
        return watch.lastCheckpoint().toString();
    }

    private URI jobUri(int run) throws IOException {
        URI webUi = URI.create(find(WEB_UI, run));
        return webUi.resolve("/jobs/" + jobId(webUi));
    }

    private static String jobId(URI webUi) throws IOException {
        return read(webUi.resolve("/jobs")).at("/jobs/0/id").asText();
    }

    private static JsonNode read(URI uri) throws IOException {
        try (InputStream answer = uri.toURL().openStream()) {
            return JSON.readTree(answer);
        }
    }

    private String find(Pattern pattern, int run) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(output(run)));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
