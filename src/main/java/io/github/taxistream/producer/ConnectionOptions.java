package io.github.taxistream.producer;

import io.github.taxistream.producer.aws.Connection;
import java.net.URI;
import picocli.CommandLine.Option;

/** The options that say which AWS to talk to and as whom. */
final class ConnectionOptions {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The AWS region; default: what AWS's own default chain says.")
    private String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Another endpoint than AWS's, for an emulator.")
    private URI endpoint;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "A profile of the shared AWS configuration.")
    private String profile;

    Connection connection() {
        return new Connection(region, endpoint, profile);
    }

    /** Whether AWS's own endpoint is meant, with its limits. */
    boolean isAws() {
        return endpoint == null;
    }
}
