package io.github.taxistream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.support.ParquetRows;
import io.github.taxistream.trip.ArchiveFormat;
import io.github.taxistream.trip.Measure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The output of a job as a reader finds it in S3, by a listing and whole objects. */
final class VisibleOutput {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WHOLE_FILE =
            Pattern.compile(
                    "zone_hourly/pickup_date=[^/]+/pickup_hour=\\d\\d/part-[^/]+\\.parquet"
                            + "|rejected/arrival_date=[^/]+/part-[^/]+\\.jsonl"
                            + "|archive/\\d{4}/\\d\\d/\\d\\d/\\d\\d/part-[^/]+\\.json\\.gz");
    private static final Pattern BEING_PUT = Pattern.compile(".*\\.[a-z]+-[0-9a-f-]{36}");
    private static final String EVERY_SUM =
            "SELECT strftime(hour_start, '%Y-%m-%dT%H:%M:%SZ') || ' ' || zone_id AS zone_hour,"
                    + Measure.ALL.stream()
                            .map(VisibleOutput::unscaledSum)
                            .collect(Collectors.joining(","))
                    + " FROM zone_hourly GROUP BY ALL ORDER BY ALL";

    private static String unscaledSum(Measure measure) {
        return String.format(
                " CAST(COALESCE(SUM(%s), 0) * 1e%d::DECIMAL(18,0) AS BIGINT)",
                measure.column(), measure.scale());
    }

    private final URI endpoint;
    private final String bucket;
    private final String prefix;
    private final Path folder;

    /**
     * @param endpoint S3 itself, which does not fail
     * @param bucketFolder the folder that is the bucket, for DuckDB
     */
    VisibleOutput(URI endpoint, String bucket, String prefix, Path bucketFolder) {
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.prefix = prefix;
        this.folder = bucketFolder.resolve(prefix);
    }

    /** A line for each zone and hour, in the form of {@link SentRecords#zoneHours()}. */
    List<String> zoneHours() throws SQLException {
        return query(EVERY_SUM);
    }

    /** What DuckDB answers about the table {@code zone_hourly}. */
    List<String> query(String sql) throws SQLException {
        return ParquetRows.query(folder, sql);
    }

    /** The payloads under {@code rejected/}, one for each line. */
    List<byte[]> rejected() throws IOException {
        List<byte[]> payloads = new ArrayList<>();
        for (byte[] object : objectsUnder("rejected/")) {
            List<String> lines =
                    new String(object, StandardCharsets.UTF_8).lines().collect(Collectors.toList());
            for (String line : lines) {
                JsonNode rejected = JSON.readTree(line);
                payloads.add(
                        rejected.has("payload")
                                ? rejected.get("payload")
                                        .textValue()
                                        .getBytes(StandardCharsets.UTF_8)
                                : rejected.get("payload_base64").binaryValue());
            }
        }
        return payloads;
    }

    /** The records under {@code archive/}. */
    List<byte[]> archive() throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (byte[] object : objectsUnder("archive/")) {
            try (InputStream lines = new GZIPInputStream(new ByteArrayInputStream(object))) {
                ArchiveFormat.Reader reader = new ArchiveFormat.Reader(lines);
                for (Optional<byte[]> next = reader.next();
                        next.isPresent();
                        next = reader.next()) {
                    records.add(next.get());
                }
            }
        }
        return records;
    }

    /**
     * The keys of all objects, without the prefix, and without those that only the local S3 lists:
     * it puts an object under another name first.
     */
    List<String> keys() {
        try (S3Client s3 = client()) {
            return s3
                    .listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(prefix + "/").maxKeys(1000))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .map(key -> key.substring(prefix.length() + 1))
                    // S3A marks an empty folder by an object of its name, and takes that away with
                    // the first file, unless S3 fails just then.
                    .filter(key -> !key.isEmpty())
                    .filter(key -> !BEING_PUT.matcher(key).matches())
                    .collect(Collectors.toList());
        }
    }

    /** Sees that nothing is visible but whole files, whatever is being written. */
    void mustBeWhole() throws SQLException, IOException {
        List<String> keys = keys();
        assertThat(keys).allMatch(key -> WHOLE_FILE.matcher(key).matches());
        if (keys.stream().anyMatch(key -> key.startsWith("zone_hourly/"))) {
            assertThat(zoneHours()).isNotEmpty();
        }
        assertThat(rejected()).doesNotContainNull();
        assertThat(archive()).doesNotContainNull();
    }

    private List<byte[]> objectsUnder(String part) throws IOException {
        List<byte[]> objects = new ArrayList<>();
        for (String key : keys()) {
            if (key.startsWith(part)) {
                objects.add(Files.readAllBytes(folder.resolve(key)));
            }
        }
        return objects;
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
