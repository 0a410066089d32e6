package io.github.taxistream.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Flink's own options as a run on this machine needs them. */
public final class FlinkOptions {

    private FlinkOptions() {}

    /**
     * Options beside those of {@code flink-conf/config.yaml}.
     *
     * @param s3 the endpoint of a local S3, which takes any credentials
     * @param folder where checkpoints and savepoints go
     */
    public static Map<String, String> local(URI s3, Path folder) {
        return Map.of(
                "s3.endpoint", s3.toString(),
                "s3.path.style.access", "true",
                "s3.access-key", "local",
                "s3.secret-key", "local",
                "execution.checkpointing.interval", "1 s",
                "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString(),
                "execution.checkpointing.savepoint-dir",
                        folder.resolve("savepoints").toUri().toString());
    }
}
