package io.github.taxistream.aws;

import java.net.URI;
import picocli.CommandLine.Option;

/** The options that say which AWS to talk to and as whom. */
public final class ConnectionOptions {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The AWS region; default: what AWS's own default chain says.")
    private String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Another endpoint: an emulator's, or a VPC endpoint of AWS's.")
    private URI endpoint;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "A profile of the shared AWS configuration.")
    private String profile;

    public Connection connection() {
        return new Connection(region, endpoint, profile);
    }

    /** The same region and profile at another endpoint, or at AWS's own for null. */
    public Connection connectionTo(URI otherEndpoint) {
        return new Connection(region, otherEndpoint, profile);
    }
}
