package io.github.taxistream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What a running job tells of itself through Flink's REST interface. */
public final class JobMetrics {

    private static final String SOURCE = "Kinesis trips";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI job;

    /**
     * Asks about one job.
     *
     * @param rest the address of the JobManager's REST interface
     */
    public JobMetrics(URI rest, String jobId) {
        this.job = URI.create(rest + "/jobs/" + jobId);
    }

    /** What the sources have read since their last start. */
    public static final class Reading {

        private final long records;
        private final long shardsGiving;

        Reading(long records, long shardsGiving) {
            this.records = records;
            this.shardsGiving = shardsGiving;
        }

        /** Trips and rejected records. */
        public long records() {
            return records;
        }

        /** Whether every shard was at its tip when it was last read. */
        public boolean isAtTip() {
            return shardsGiving == 0;
        }
    }

    /** The sum over all source subtasks; empty until the job runs and tells its metrics. */
    public Optional<Reading> reading() throws IOException, InterruptedException {
        for (JsonNode vertex : get("").path("vertices")) {
            if (vertex.path("name").asText().contains(SOURCE)) {
                return reading(vertex.path("id").asText());
            }
        }
        return Optional.empty();
    }

    /** Whether each of its tasks runs. */
    public boolean isRunning() throws IOException, InterruptedException {
        JsonNode tasks = get("").path("vertices");
        for (JsonNode vertex : tasks) {
            if (!vertex.path("status").asText().equals("RUNNING")) {
                return false;
            }
        }
        return !tasks.isEmpty();
    }

    /** How often it was started again after a failure; 0 until it tells. */
    public int restarts() throws IOException, InterruptedException {
        return get("/metrics?get=numRestarts").path(0).path("value").asInt();
    }

    /** How many checkpoints it has completed. */
    public int completedCheckpoints() throws IOException, InterruptedException {
        return get("/checkpoints").path("counts").path("completed").asInt();
    }

    private Optional<Reading> reading(String vertex) throws IOException, InterruptedException {
        String group = "Source__Kinesis_trips.kinesisanalytics.";
        JsonNode metrics =
                get(
                        String.format(
                                "/vertices/%s/subtasks/metrics?agg=sum,min&get=%strips,%srejected,"
                                        + "%sshardsGiving",
                                vertex, group, group, group));
        long records = 0;
        long behind = -1;
        for (JsonNode metric : metrics) {
            if (!metric.path("id").asText().endsWith("shardsGiving")) {
                records += metric.path("sum").asLong();
            } else if (metric.path("min").asLong() >= 0) {
                behind = metric.path("sum").asLong();
            }
        }
        return behind < 0 ? Optional.empty() : Optional.of(new Reading(records, behind));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(URI.create(job + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
        return json.readTree(response.body());
    }
}
