package io.github.taxistream.source.connector;

import io.github.taxistream.source.StreamName;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.kinesis.shaded.com.amazonaws.SdkClientException;
import org.apache.flink.kinesis.shaded.com.amazonaws.regions.DefaultAwsRegionProviderChain;
import org.apache.flink.streaming.connectors.kinesis.config.AWSConfigConstants;

/** A Kinesis data stream, and where it is. Immutable. */
public final class KinesisStream {

    /** The domains of all partitions, and of the dual-stack endpoints. */
    private static final List<String> AWS_DOMAINS =
            List.of(
                    ".amazonaws.com",
                    ".amazonaws.com.cn",
                    ".api.aws",
                    ".api.amazonwebservices.com.cn",
                    ".amazonaws.eu");

    private final StreamName name;
    private final String region;
    private final URI endpoint;
    private final String role;

    private KinesisStream(StreamName name, String region, URI endpoint, String role) {
        this.name = name;
        this.region = region;
        this.endpoint = endpoint;
        this.role = role;
    }

    /**
     * A stream by its name or ARN.
     *
     * @param region its region; else the ARN's; else that of AWS's default chain, asked when needed
     * @param endpoint another endpoint than AWS's own, for an emulator
     * @throws IllegalArgumentException if the ARN is of another region
     */
    public static KinesisStream of(
            StreamName name, Optional<String> region, Optional<URI> endpoint) {
        Optional<String> arnRegion = name.region();
        if (region.isPresent() && arnRegion.isPresent() && !region.equals(arnRegion)) {
            throw new IllegalArgumentException(
                    String.format(
                            "the ARN's stream is in %s, not in %s", arnRegion.get(), region.get()));
        }
        return new KinesisStream(
                name, region.or(name::region).orElse(null), endpoint.orElse(null), null);
    }

    /**
     * The same stream, read with a role's credentials, which STS gives to whoever has the usual
     * ones.
     *
     * @param roleArn a role that may be in another account: that of the stream
     */
    public KinesisStream readAs(String roleArn) {
        return new KinesisStream(name, region, endpoint, roleArn);
    }

    /** The stream's account according to its ARN, if it was named by its ARN. */
    Optional<String> account() {
        return name.account();
    }

    /** The role that it is read with, if it is not the usual one. */
    Optional<String> role() {
        return Optional.ofNullable(role);
    }

    String name() {
        return name.name();
    }

    /** The endpoint or region, for messages, without a password. */
    String place() {
        return endpoint != null
                ? endpoint.toString().replaceAll("//[^/@]*@", "//***@")
                : "AWS region " + region();
    }

    /** What the connector's clients need to find the stream. */
    Properties clientProperties() {
        Properties client = new Properties();
        client.setProperty(AWSConfigConstants.AWS_REGION, region());
        if (endpoint != null) {
            client.setProperty(AWSConfigConstants.AWS_ENDPOINT, endpoint.toString());
        }
        if (role != null) {
            client.setProperty(
                    AWSConfigConstants.AWS_CREDENTIALS_PROVIDER,
                    AWSConfigConstants.CredentialProvider.ASSUME_ROLE.name());
            client.setProperty(AWSConfigConstants.AWS_ROLE_ARN, role);
            client.setProperty(AWSConfigConstants.AWS_ROLE_SESSION_NAME, "taxi-stream");
        }
        return client;
    }

    /** Whether the stream is on an emulator, not on AWS. */
    boolean isEmulated() {
        return endpoint != null && !isAws(endpoint);
    }

    /**
     * Makes the connector's clients in this JVM use JSON: an emulator stores CBOR data as garbage,
     * or cannot read such a request at all. For an emulator that can, start the JVM with this
     * property set to false.
     */
    static void prepareClientsForEmulator() {
        System.getProperties()
                .putIfAbsent(
                        "org.apache.flink.kinesis.shaded.com.amazonaws.sdk.disableCbor", "true");
    }

    private String region() {
        if (region != null) {
            return region;
        }
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            if (isEmulated()) {
                // An emulator has no regions, but a request is signed for one.
                return "us-east-1";
            }
            throw new IllegalStateException(
                    "no region: set kinesis.region, give the stream's ARN, or set AWS_REGION", e);
        }
    }

    private static boolean isAws(URI endpoint) {
        String host = String.valueOf(endpoint.getHost());
        return AWS_DOMAINS.stream().anyMatch(host::endsWith);
    }
}
