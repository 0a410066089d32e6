package io.github.taxistream.aws;

import io.github.taxistream.cli.WrongCall;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Where AWS is, or an emulator of it, and whose credentials are used. Immutable. */
public final class Connection {

    /** Only what cannot be a region is refused: new ones come. */
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z0-9]+)+-\\d+");

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final String region;
    private final URI endpoint;
    private final String profile;

    /**
     * @param region the region, or null for what AWS's default chain says
     * @param endpoint another endpoint than AWS's, or null
     * @param profile a profile of the shared configuration, or null for the default
     */
    public Connection(String region, URI endpoint, String profile) {
        if (endpoint != null && (endpoint.getScheme() == null || endpoint.getHost() == null)) {
            throw new WrongCall(
                    "--endpoint must be a URL like http://localhost:4567, not " + endpoint + ".");
        }
        this.region = region;
        this.endpoint = endpoint;
        this.profile = profile;
        if (region != null && isAws() && !REGION.matcher(region).matches()) {
            throw new WrongCall(
                    "--region must be one of AWS's, like eu-west-1 or us-gov-west-1, not "
                            + region
                            + ".");
        }
    }

    /** The endpoint, or null for the one that AWS has for the region. */
    URI endpoint() {
        return endpoint;
    }

    /** Whether the endpoint is AWS's own or a VPC endpoint, and not an emulator's. */
    public boolean isAws() {
        return endpoint == null || AwsDomains.contain(endpoint);
    }

    /**
     * The region. An emulator has none, so any will do for it.
     *
     * @throws WrongCall if none is known
     */
    public Region region() {
        if (region != null) {
            return Region.of(region);
        }
        try {
            return DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion();
        } catch (SdkClientException e) {
            if (!isAws()) {
                return Region.US_EAST_1;
            }
            throw new WrongCall(
                    "No AWS region is known: give --region, or set AWS_REGION or a default region"
                            + " in ~/.aws/config.",
                    e);
        }
    }

    AwsCredentialsProvider credentials() {
        DefaultCredentialsProvider chain =
                DefaultCredentialsProvider.builder().profileName(profile).build();
        if (isAws()) {
            return chain;
        }
        // An emulator accepts any key, but the SDK does not sign without one.
        return AwsCredentialsProviderChain.of(
                chain,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    /** Where requests go, for messages. */
    public String where() {
        return endpoint == null ? "AWS in " + region() : endpoint.toString();
    }

    static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(ANSWER_TIMEOUT)
                .build();
    }
}
