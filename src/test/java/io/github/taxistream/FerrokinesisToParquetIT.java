package io.github.taxistream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.taxistream.local.Ferrokinesis;
import io.github.taxistream.local.KinesisEmulator;
import java.util.Optional;

/** The same with another Kinesis, for a second opinion on what one does. */
class FerrokinesisToParquetIT extends KinesisToParquetIT {

    @Override
    KinesisEmulator startKinesis() throws Exception {
        Optional<String> whyMissing = Ferrokinesis.whyMissing();
        assumeTrue(whyMissing.isEmpty(), () -> whyMissing.orElse(""));
        return Ferrokinesis.start(folder);
    }
}
