package io.github.taxistream.chaos;

import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalS3;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Kinesis, S3 and Flink on this machine, shared by the tests of a class; between the job and both
 * of its ends, and before the sender, stands a proxy that can fail.
 */
final class ChaosWorld implements BeforeAllCallback, AfterAllCallback {

    private static final String BUCKET = "taxi";

    private final Path kinesisStore;
    private final Path parent;
    private Path folder;
    private LocalKinesis kinesis;
    private LocalS3 s3;
    private FaultProxy sendersProxy;
    private FaultProxy kinesisProxy;
    private FaultProxy s3Proxy;
    private LocalFlink flink;
    private int lastTaskManager;
    private int scenarios;

    ChaosWorld() {
        this(null, Path.of("target"));
    }

    /**
     * @param kinesisStore a folder that has or gets the streams, which are else in memory
     * @param parent where all else gets a folder of its own
     */
    ChaosWorld(Path kinesisStore, Path parent) {
        this.kinesisStore = kinesisStore;
        this.parent = parent.toAbsolutePath();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory(parent, "chaos-");
        Files.createDirectories(bucket());
        kinesis = kinesisStore == null ? LocalKinesis.start() : LocalKinesis.start(kinesisStore);
        s3 = LocalS3.start(folder.resolve("buckets"), folder);
        sendersProxy = FaultProxy.inFrontOf(kinesis.endpoint());
        kinesisProxy = FaultProxy.inFrontOf(kinesis.endpoint());
        s3Proxy = FaultProxy.inFrontOf(s3.endpoint());
        flink = LocalFlink.start(Path.of("flink-conf"), flinkOptions(), 2);
        lastTaskManager = 1;
    }

    private Map<String, String> flinkOptions() {
        Map<String, String> options = new HashMap<>();
        options.put("s3.endpoint", s3Proxy.endpoint().toString());
        options.put("s3.path.style.access", "true");
        options.put("s3.access-key", "local");
        options.put("s3.secret-key", "local");
        options.put("execution.checkpointing.interval", "300 ms");
        options.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri() + "");
        options.put("execution.checkpointing.savepoint-dir", folder.resolve("saved").toUri() + "");
        options.put("rest.port", "0");
        options.put("restart-strategy.exponential-delay.initial-backoff", "100 ms");
        options.put("restart-strategy.exponential-delay.max-backoff", "2 s");
        options.put("metrics.fetcher.update-interval", "500");
        // Flink's REST interface answers from a cache of this age.
        options.put("web.refresh-interval", "100");
        // The S3 plugin's threads outlive the job that they began in, and would else fail to read
        // S3's error messages in the jobs to come.
        options.put("classloader.check-leaked-classloader", "false");
        // A type that falls back to Kryo fails the job.
        options.put("pipeline.generic-types", "false");
        return options;
    }

    LocalFlink flink() {
        return flink;
    }

    /** Where nothing fails. */
    URI kinesis() {
        return kinesis.endpoint();
    }

    /** Kinesis as the sender sees it. */
    FaultProxy sendersKinesis() {
        return sendersProxy;
    }

    /** Kinesis as the job sees it. */
    FaultProxy jobsKinesis() {
        return kinesisProxy;
    }

    /** S3 as the job sees it. */
    FaultProxy jobsS3() {
        return s3Proxy;
    }

    /** S3 itself, which does not fail. */
    URI s3() {
        return s3.endpoint();
    }

    /** A number for a scenario of its own stream and output. */
    int nextScenario() {
        return ++scenarios;
    }

    /** The folder that is the bucket. */
    Path bucket() {
        return folder.resolve("buckets").resolve(BUCKET);
    }

    /** What a reader of S3 sees of an output prefix. */
    VisibleOutput output(String prefix) {
        return new VisibleOutput(s3.endpoint(), BUCKET, prefix, bucket());
    }

    /** Ends the older of the two TaskManagers, and then starts another. */
    void replaceOneTaskManager() throws Exception {
        flink.endTaskManager(lastTaskManager - 1);
        flink.addTaskManager();
        lastTaskManager++;
    }

    /** Replaces first the one and then the other, wherever the job's tasks are. */
    void replaceTaskManagers() throws Exception {
        replaceOneTaskManager();
        replaceOneTaskManager();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        // Flink first: its job would otherwise miss the others.
        flink.close();
        s3Proxy.close();
        kinesisProxy.close();
        sendersProxy.close();
        s3.close();
        kinesis.close();
    }
}
