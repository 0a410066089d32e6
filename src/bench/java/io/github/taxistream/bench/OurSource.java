package io.github.taxistream.bench;

import io.github.taxistream.parse.TripParser;
import io.github.taxistream.source.EntryParser;
import io.github.taxistream.source.clock.EventTimeRules;
import io.github.taxistream.source.connector.ClockedOutput;
import io.github.taxistream.source.connector.RecordSchema;
import io.github.taxistream.trip.TripEnvelope;
import java.time.Duration;

/** The job's own source in all but Kinesis: its schema, its clock, its counters. */
@SuppressWarnings("deprecation") // As the Kinesis consumer is one.
class OurSource extends RecordSource<TripEnvelope> {

    private static final long serialVersionUID = 1L;

    private final EventTimeRules eventTime;
    private final Duration idleShard;

    OurSource(Duration futureTolerance, EventTimeRules eventTime, Duration idleShard) {
        this(() -> new TripParser(futureTolerance)::parse, eventTime, idleShard);
    }

    OurSource(EntryParser.Factory parsers, EventTimeRules eventTime, Duration idleShard) {
        super(new RecordSchema(parsers, false));
        this.eventTime = eventTime;
        this.idleShard = idleShard;
    }

    @Override
    Output<TripEnvelope> output(SourceContext<TripEnvelope> context) {
        ClockedOutput clocked = clocked(context);
        return new Output<>() {
            @Override
            public void emit(TripEnvelope envelope, long arrivalMillis) {
                clocked.emit(envelope, arrivalMillis);
            }

            @Override
            public void wasRead(int records) {
                clocked.wasRead(records);
            }
        };
    }

    ClockedOutput clocked(SourceContext<TripEnvelope> context) {
        return new ClockedOutput(context, getRuntimeContext(), eventTime, idleShard);
    }
}
