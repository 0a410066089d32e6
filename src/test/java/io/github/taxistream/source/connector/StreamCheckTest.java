package io.github.taxistream.source.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.source.StreamName;
import java.util.Optional;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.securitytoken.model.AWSSecurityTokenServiceException;
import org.junit.jupiter.api.Test;

class StreamCheckTest {

    private static final String OTHERS = "arn:aws:kinesis:eu-west-1:111111111111:stream/trips";
    private static final String OWN = "arn:aws:kinesis:eu-west-1:222222222222:stream/trips";

    @Test
    void streamOfAnotherAccountIsRefusedWithBothAccounts() {
        assertThatThrownBy(() -> StreamCheck.requireSameAccount(stream(OTHERS), OWN))
                .hasMessageContainingAll(
                        "\"trips\"", "is in account 111111111111", "are of account 222222222222");
    }

    @Test
    void streamOfTheOwnAccountAndOneNamedWithoutItsAccountAreTaken() {
        assertThatCode(() -> StreamCheck.requireSameAccount(stream(OWN), OWN))
                .doesNotThrowAnyException();
        assertThatCode(() -> StreamCheck.requireSameAccount(stream("trips"), OWN))
                .doesNotThrowAnyException();
    }

    @Test
    void emulatorThatKnowsNoAccountsIsReadWhateverTheArn() {
        String emulated = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
        assertThatCode(() -> StreamCheck.requireSameAccount(stream(OTHERS), emulated))
                .doesNotThrowAnyException();
        assertThatCode(() -> StreamCheck.requireSameAccount(stream(OTHERS), null))
                .doesNotThrowAnyException();
    }

    @Test
    void roleThatCannotBeAssumedIsNamedWithWhatStsSays() {
        String role = "arn:aws:iam::111111111111:role/read-trips";
        AWSSecurityTokenServiceException refusal =
                new AWSSecurityTokenServiceException("not authorized to perform sts:AssumeRole");
        refusal.setErrorCode("AccessDenied");

        assertThat(StreamCheck.unreachable(stream(OTHERS).readAs(role), refusal))
                .isEqualTo(
                        "the role "
                                + role
                                + " (kinesis.role) cannot be assumed to read the Kinesis stream"
                                + " \"trips\": not authorized to perform sts:AssumeRole"
                                + " (AccessDenied)");
    }

    @Test
    void roleIsWhatTheConnectorsClientsAssume() {
        assertThat(
                        KinesisStream.of(
                                        StreamName.parse(OTHERS),
                                        Optional.empty(),
                                        Optional.empty())
                                .readAs("arn:aws:iam::111111111111:role/read-trips")
                                .clientProperties())
                .containsEntry("aws.credentials.provider", "ASSUME_ROLE")
                .containsEntry(
                        "aws.credentials.provider.role.arn",
                        "arn:aws:iam::111111111111:role/read-trips")
                .containsEntry("aws.region", "eu-west-1");
    }

    private static KinesisStream stream(String nameOrArn) {
        return KinesisStream.of(StreamName.parse(nameOrArn), Optional.empty(), Optional.empty());
    }
}
