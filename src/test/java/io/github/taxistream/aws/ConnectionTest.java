package io.github.taxistream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.cli.WrongCall;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint of AWS's own is AWS, with its limits and its keys; anything else is an emulator. */
class ConnectionTest {

    private static Connection to(String endpoint) {
        return new Connection("us-east-1", URI.create(endpoint), null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://kinesis.us-east-1.amazonaws.com",
                "https://KINESIS.us-east-1.AmazonAWS.com:443/",
                "https://kinesis-fips.us-east-1.amazonaws.com",
                "https://kinesis.us-east-1.api.aws",
                "https://kinesis.cn-north-1.amazonaws.com.cn",
                "https://kinesis.eusc-de-east-1.amazonaws.eu",
                "https://vpce-0a1b2c3d-4e5f.kinesis.us-east-1.vpce.amazonaws.com",
                "https://bucket.vpce-0a1b2c3d-4e5f.s3.us-east-1.vpce.amazonaws.com",
                "https://kinesis.us-iso-east-1.c2s.ic.gov"
            })
    void awsAndItsVpcEndpoints(String endpoint) {
        assertThat(to(endpoint).isAws()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:4566",
                "http://127.0.0.1:4567",
                "https://localhost.localstack.cloud:4566",
                "http://kinesis.us-east-1.amazonaws.com.example.org",
                "http://notamazonaws.com",
                "http://kinesis:4567"
            })
    void emulators(String endpoint) {
        assertThat(to(endpoint).isAws()).isFalse();
    }

    @Test
    void withoutAnEndpointItIsAws() {
        assertThat(new Connection("us-east-1", null, null).isAws()).isTrue();
    }

    @Test
    void onlyAnEmulatorIsGivenMadeUpKeys() {
        assertThat(to("http://localhost:4566").credentials().toString())
                .contains("accessKeyId=local");
        assertThat(to("https://kinesis.us-east-1.amazonaws.com").credentials().toString())
                .doesNotContain("accessKeyId=local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mars", "eu-west", "eu-west-1a", "EU-WEST-1", ""})
    void whatCannotBeARegionIsRefused(String region) {
        assertThatThrownBy(() -> new Connection(region, null, null))
                .isInstanceOf(WrongCall.class)
                .hasMessageContaining("not " + region + ".");
        assertThat(new Connection(region, URI.create("http://localhost:4566"), null).isAws())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us-east-1",
                "us-gov-west-1",
                "cn-north-1",
                "eusc-de-east-1",
                "us-isob-east-1"
            })
    void unusualRegionIsTaken(String region) {
        assertThat(new Connection(region, null, null).region().id()).isEqualTo(region);
    }

    @Test
    void anEndpointIsAUrl() {
        assertThatThrownBy(() -> to("localhost:4566")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> to("kinesis.us-east-1.amazonaws.com"))
                .hasMessageContaining("must be a URL");
    }
}
