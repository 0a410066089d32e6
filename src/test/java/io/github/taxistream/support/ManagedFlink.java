package io.github.taxistream.support;

/** What Amazon Managed Service for Apache Flink does to a program, so that tests can do it too. */
public final class ManagedFlink {

    /**
     * The options that a program may set; it is refused with "Not allowed configuration change(s)
     * were detected" for any other. From the user guide's page "troubleshooting-job-configuration",
     * for Flink 1.19 and later.
     */
    public static final String SETTABLE_IN_CODE =
            String.join(
                    ";",
                    "pipeline.auto-watermark-interval",
                    "pipeline.closure-cleaner-level",
                    "pipeline.max-parallelism",
                    "pipeline.name",
                    "pipeline.operator-chaining.chain-operators-with-different-max-parallelism",
                    "pipeline.operator-chaining.enabled",
                    "pipeline.vertex-description-mode",
                    "pipeline.vertex-name-include-index-prefix",
                    "python.execution-mode",
                    "python.operator-chaining.enabled");

    private ManagedFlink() {}
}
