package io.github.taxistream.local;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Says what a person can do after a local run, as lines to paste. */
final class NextSteps {

    private NextSteps() {}

    /**
     * What can be done with the files.
     *
     * @param bucket the folder of the job's output
     * @param isKept whether everything is kept running anyway
     */
    static void withOutput(PrintStream out, Path bucket, boolean isKept) {
        out.printf("%nthe output is in %s%n", bucket);
        out.printf("to query it with DuckDB:%n");
        out.printf(
                "  duckdb -c \"SELECT zone, sum(trips) AS trips, sum(total_amount) AS total"
                        + " FROM '%s/zone_hourly/*/*/*.parquet'"
                        + " GROUP BY zone ORDER BY trips DESC LIMIT 10\"%n",
                bucket.toString().replace("'", "''"));
        if (!isKept) {
            out.printf("to keep everything running at the end: scripts/run-local.sh --keep%n");
        }
        out.println();
    }

    /** What can be done with the stream and the bucket while they are kept up. */
    static void whileKept(PrintStream out, URI kinesis, URI s3) {
        List.of(
                        "",
                        "everything keeps running until Ctrl-C. In another terminal:",
                        "",
                        "  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1",
                        "  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local",
                        "  export AWS_ENDPOINT_URL_KINESIS=" + kinesis,
                        "  export AWS_ENDPOINT_URL_S3=" + s3,
                        "",
                        "  # more trips into the stream",
                        "  scripts/producer.sh generate --trips 1000 --seed 2 --stream "
                                + RunOptions.STREAM
                                + " --endpoint $AWS_ENDPOINT_URL_KINESIS",
                        "  # the job over the whole stream once more, in one JVM",
                        "  scripts/run-job.sh " + settings("again"),
                        "  # the same on a Flink cluster; --stop ends it",
                        "  scripts/flink-run.sh " + settings("again-on-flink"),
                        "")
                .forEach(out::println);
    }

    /** In a folder of its own: the job refuses to add the same trips to its first output. */
    private static String settings(String folder) {
        return String.format(
                "--kinesis.stream %s --kinesis.endpoint $AWS_ENDPOINT_URL_KINESIS"
                        + " --output.path s3://%s/%s",
                RunOptions.STREAM, RunOptions.BUCKET, folder);
    }
}
