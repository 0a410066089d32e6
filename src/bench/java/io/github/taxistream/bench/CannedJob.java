package io.github.taxistream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.JobSettings;
import io.github.taxistream.local.LocalCredentials;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.canned.CannedProcess;
import io.github.taxistream.savepoint.Savepoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.FileUtils;

/** The job on a canned Kinesis, in a Flink of this process that counts what is read. */
final class CannedJob implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final CannedProcess kinesis;
    private final LocalFlink flink;
    private final Path output;
    private JobID job;

    private CannedJob(CannedProcess kinesis, LocalFlink flink, Path output) {
        this.kinesis = kinesis;
        this.flink = flink;
        this.output = output;
    }

    /**
     * Starts all but the job.
     *
     * @param folder for what is written
     * @param kinesisOptions those of {@link io.github.taxistream.local.canned.CannedMain}
     * @param checkpointInterval as Flink's option
     */
    static CannedJob prepare(
            Path home, Path folder, List<String> kinesisOptions, String checkpointInterval)
            throws Exception {
        LocalCredentials.use();
        BareReader.speakCbor(true);
        Map<String, String> options = new HashMap<>();
        options.put("parallelism.default", "2");
        options.put("execution.checkpointing.interval", checkpointInterval);
        options.put(
                "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
        options.put(
                "execution.checkpointing.savepoint-dir",
                folder.resolve("savepoints").toUri().toString());
        options.put(ReadCounter.OPTION, ReadCounter.class.getName());
        CannedProcess kinesis = CannedProcess.start(folder, kinesisOptions);
        try {
            LocalFlink flink = LocalFlink.start(home.resolve("flink-conf"), options);
            return new CannedJob(kinesis, flink, folder.resolve("output"));
        } catch (Exception e) {
            kinesis.close();
            throw e;
        }
    }

    /** Submits the job, to read from the start of the stream. */
    void submit() throws Exception {
        ReadCounter.forgetShards();
        submit(Optional.empty());
    }

    private void submit(Optional<String> savepoint) throws Exception {
        String[] settings = {
            "--kinesis.stream", "canned",
            "--kinesis.endpoint", kinesis.endpoint().toString(),
            "--output.path", output.toUri().toString()
        };
        job = flink.submit(JobSettings.read(settings), savepoint);
    }

    /** Splits all shards. */
    void splitShards() throws Exception {
        HTTP.send(
                HttpRequest.newBuilder(kinesis.endpoint())
                        .header("X-Amz-Target", "Kinesis_20131202.UpdateShardCount")
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What Flink tells of the job's checkpoints. */
    JsonNode checkpoints() throws Exception {
        URI url = URI.create(flink.webUi() + "/jobs/" + job.toHexString() + "/checkpoints");
        HttpResponse<String> response =
                HTTP.send(
                        HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(response.body());
    }

    /** Ends the job as at the end of the stream: all hours are written. */
    void drain() throws Exception {
        flink.stop(job, true);
    }

    /**
     * The hours that are not written yet, by a savepoint; the job goes on from it.
     *
     * @return the number of pairs of a zone and an hour
     */
    long openZoneHours() throws Exception {
        String savepoint = flink.stop(job, false);
        submit(Optional.of(savepoint));
        return Savepoint.read(savepoint).openHours().zoneHours();
    }

    /** How many files of totals there are. */
    long files() throws IOException {
        try (Stream<Path> all = Files.walk(output.resolve("zone_hourly"))) {
            return all.filter(file -> file.getFileName().toString().startsWith("part-")).count();
        }
    }

    /** Ends everything, the job too, and deletes what it has written. */
    @Override
    public void close() throws IOException {
        try {
            flink.close();
        } finally {
            kinesis.close();
            FileUtils.deleteDirectory(output.toFile());
        }
    }
}
