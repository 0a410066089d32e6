package io.github.taxistream.producer.command;

import io.github.taxistream.aws.ConnectionOptions;
import io.github.taxistream.aws.S3Location;
import io.github.taxistream.ledger.verify.LocalOutput;
import io.github.taxistream.ledger.verify.OutputFiles;
import io.github.taxistream.ledger.verify.S3Output;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the job's output is. */
final class OutputOption {

    @Option(
            names = "--output",
            paramLabel = "PLACE",
            required = true,
            description = "The job's output.path: s3://bucket/prefix, or a folder.")
    private String place;

    /**
     * The files there.
     *
     * @param connection how S3 is reached, if it is there
     */
    OutputFiles files(ConnectionOptions connection) {
        return S3Location.isOne(place)
                ? new S3Output(connection.connection(), S3Location.of(place))
                : new LocalOutput(Path.of(place));
    }
}
