package io.github.taxistream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a running job reports through Flink's REST interface. */
public final class JobMetrics {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SOURCE = "Kinesis trips";
    private static final String TRIPS = "kinesisanalytics.trips";
    private static final String REJECTED = "kinesisanalytics.rejected";
    private static final String SHARDS_GIVING = "kinesisanalytics.shardsGiving";
    private static final String WATERMARK = "currentOutputWatermark";

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
        private final double watermarks;

        Reading(long records, long shardsGiving, double watermarks) {
            this.records = records;
            this.shardsGiving = shardsGiving;
            this.watermarks = watermarks;
        }

        /** Trips and rejected records. */
        public long records() {
            return records;
        }

        /** How many shards gave records when they were last read, or were not read yet. */
        long shardsGiving() {
            return shardsGiving;
        }

        /** The sum of the subtasks' watermarks, which grows as the job reads on. */
        double watermarks() {
            return watermarks;
        }

        /** Whether every shard was at its tip when it was last read. */
        public boolean isAtTip() {
            return shardsGiving == 0;
        }
    }

    /** The sum over all source subtasks; empty until the job runs and reports its metrics. */
    public Optional<Reading> reading() throws IOException, InterruptedException {
        for (JsonNode vertex : get("").path("vertices")) {
            if (vertex.path("name").asText().contains(SOURCE)) {
                return reading(vertex.path("id").asText());
            }
        }
        return Optional.empty();
    }

    /** Whether all of its tasks are running. */
    public boolean isRunning() throws IOException, InterruptedException {
        JsonNode tasks = get("").path("vertices");
        for (JsonNode vertex : tasks) {
            if (!vertex.path("status").asText().equals("RUNNING")) {
                return false;
            }
        }
        return !tasks.isEmpty();
    }

    /** How often it was restarted after a failure; 0 until it reports. */
    public int restarts() throws IOException, InterruptedException {
        return get("/metrics?get=numRestarts").path(0).path("value").asInt();
    }

    /** How many checkpoints it has completed. */
    public int completedCheckpoints() throws IOException, InterruptedException {
        return get("/checkpoints").path("counts").path("completed").asInt();
    }

    private Optional<Reading> reading(String vertex) throws IOException, InterruptedException {
        String names =
                Stream.of(TRIPS, REJECTED, SHARDS_GIVING, WATERMARK)
                        .map(name -> "Source__Kinesis_trips." + name)
                        .collect(Collectors.joining(","));
        JsonNode metrics =
                get("/vertices/" + vertex + "/subtasks/metrics?agg=sum,min&get=" + names);
        JsonNode giving = metric(metrics, SHARDS_GIVING);
        if (giving.path("min").asLong(-1) < 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Reading(
                        metric(metrics, TRIPS).path("sum").asLong()
                                + metric(metrics, REJECTED).path("sum").asLong(),
                        giving.path("sum").asLong(),
                        metric(metrics, WATERMARK).path("sum").asDouble(Long.MIN_VALUE)));
    }

    private static JsonNode metric(JsonNode metrics, String name) {
        for (JsonNode metric : metrics) {
            if (metric.path("id").asText().endsWith("." + name)) {
                return metric;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(URI.create(job + path)).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofString());
        return json.readTree(response.body());
    }
}
