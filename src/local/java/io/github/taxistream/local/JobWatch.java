package io.github.taxistream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** What Flink's REST interface reports about a job's checkpoints and shards. */
public final class JobWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI job;

    /**
     * Asks about one job.
     *
     * @param rest the address of the JobManager's REST interface
     */
    public JobWatch(URI rest, String jobId) {
        this.job = URI.create(rest + "/jobs/" + jobId);
    }

    /** How many checkpoints were completed. */
    public int checkpoints() throws IOException, InterruptedException {
        return get("/checkpoints").path("counts").path("completed").asInt();
    }

    /** How often the job began from a checkpoint or savepoint. */
    public int restores() throws IOException, InterruptedException {
        return get("/checkpoints").path("counts").path("restored").asInt();
    }

    /** Where the last completed checkpoint or savepoint is. */
    public URI lastCheckpoint() throws IOException, InterruptedException {
        return URI.create(
                get("/checkpoints")
                        .path("latest")
                        .path("completed")
                        .path("external_path")
                        .asText());
    }

    /** How many bytes the last completed checkpoint has. */
    public long lastCheckpointBytes() throws IOException, InterruptedException {
        return get("/checkpoints").path("latest").path("completed").path("state_size").asLong();
    }

    /** Whether the source knows all of these shards. */
    public boolean reads(List<String> shards) throws IOException, InterruptedException {
        for (JsonNode vertex : get("").path("vertices")) {
            if (vertex.path("name").asText().contains("Kinesis trips")) {
                String metrics =
                        get("/vertices/" + vertex.path("id").asText() + "/subtasks/metrics")
                                .toString();
                return shards.stream().allMatch(shard -> metrics.contains(shard + ".millisBehind"));
            }
        }
        return false;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(URI.create(job + path)).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(response.body());
    }
}
