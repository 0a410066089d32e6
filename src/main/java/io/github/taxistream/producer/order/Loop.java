package io.github.taxistream.producer.order;

import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.record.TimeShift;
import java.io.IOException;
import java.time.Duration;

/**
 * The records of a source again and again, without end unless the source is empty. Event time
 * continues: each round is as many whole days after the one before as a round spans.
 */
public final class Loop implements RecordSource {

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Opener opener;
    private final boolean shiftTimes;
    private final TimeShift timeShift;
    private RecordSource round;
    private long shiftDays;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** Opens the source, for each round. */
    public interface Opener {
        RecordSource open() throws IOException;
    }

    /**
     * @param shiftTimes whether the times in the records are shifted as well, so that each round
     *     has other days
     * @param reading reads records as the job will
     */
    public Loop(Opener opener, boolean shiftTimes, PlainReading reading) throws IOException {
        this.timeShift = new TimeShift(reading);
        this.opener = opener;
        this.shiftTimes = shiftTimes;
        this.round = opener.open();
    }

    @Override
    public OutgoingRecord next() throws IOException {
        OutgoingRecord record = round.next();
        if (record == null) {
            round.close();
            round = opener.open();
            shiftDays += first > last ? 1 : (last - first) / DAY_MILLIS + 1;
            record = round.next();
            if (record == null) {
                return null;
            }
        }
        if (record.eventMillis() == OutgoingRecord.NO_TIME) {
            return record;
        }
        if (shiftDays == 0) {
            first = Math.min(first, record.eventMillis());
            last = Math.max(last, record.eventMillis());
            return record;
        }
        OutgoingRecord again = shiftTimes ? timeShift.byDays(record, shiftDays) : record;
        return again.comingUpAt(record.eventMillis() + shiftDays * DAY_MILLIS);
    }

    @Override
    public long expectedRecords() {
        return UNKNOWN;
    }

    @Override
    public void close() throws IOException {
        round.close();
    }
}
