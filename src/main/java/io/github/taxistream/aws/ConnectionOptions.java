package io.github.taxistream.aws;

import java.net.URI;
import picocli.CommandLine.Option;

/** The options that say where AWS is and whose credentials are used. */
public final class ConnectionOptions {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The AWS region; default: from AWS's default chain.")
    private String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Another endpoint: an emulator, or a VPC endpoint of AWS.")
    private URI endpoint;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "A profile in the shared AWS configuration.")
    private String profile;

    public Connection connection() {
        return new Connection(region, endpoint, profile);
    }

    /** The same region and profile with another endpoint; null stands for AWS's own. */
    public Connection connectionTo(URI otherEndpoint) {
        return new Connection(region, otherEndpoint, profile);
    }
}
