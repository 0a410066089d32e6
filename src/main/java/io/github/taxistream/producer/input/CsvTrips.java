package io.github.taxistream.producer.input;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.reading.PlainTime;
import io.github.taxistream.producer.record.Member;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.record.RecordWriter;
import io.github.taxistream.producer.record.TripColumn;
import io.github.taxistream.trip.Instants;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The trips of a CSV file with the TLC's header or the snake_case one of the public samples.
 *
 * <p>Lines may be longer than the header, as in the TLC's yellow files of late 2016, where each
 * ends in two additional commas: values without a name in the header are not sent. In shorter lines
 * the last values are missing. Empty lines are skipped.
 */
final class CsvTrips implements RecordSource {

    private static final String USUAL_TIME = "2024-01-31 23:59:59";

    private final String name;
    private final CloseableIterator<CsvRecord> lines;
    private final RecordWriter writer;
    private final Instants instants;
    private final Member[] members;
    private boolean begun;

    CsvTrips(String name, InputStream in, InputRules rules) {
        this.name = name;
        this.instants = rules.instants();
        this.writer = rules.writer();
        this.lines =
                CsvReader.builder()
                        .detectBomHeader(false)
                        .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))
                        .iterator();
        CsvRecord header = nextLine();
        this.members = header == null ? new Member[0] : members(header.getFields());
    }

    private Member[] members(List<String> header) {
        Member[] result = Member.ofColumns(header);
        boolean hasTime = false;
        boolean hasZone = false;
        for (Member member : result) {
            hasTime |= member.column() == TripColumn.PICKUP_TIME;
            hasZone |= member.column() == TripColumn.PICKUP_ZONE;
        }
        KnownColumns.check(name, header, hasTime, hasZone);
        return result;
    }

    @Override
    public OutgoingRecord next() {
        CsvRecord line = nextLine();
        if (line == null) {
            return null;
        }
        requireClosedQuotes(line);
        writer.begin();
        int fields = Math.min(members.length, line.getFieldCount());
        for (int i = 0; i < fields; i++) {
            String text = line.getField(i);
            if (!members[i].isTime() || !writeTime(members[i], text.trim())) {
                writer.untyped(members[i], text);
            }
        }
        begun = true;
        return writer.end();
    }

    /**
     * Writes a time of another format in the TLC's; returns false if it has that format already, or
     * is not a time.
     */
    private boolean writeTime(Member member, String text) {
        if (text.length() == USUAL_TIME.length() && text.charAt(4) == '-') {
            return false;
        }
        Optional<PlainTime> time = PlainTime.of(text);
        Optional<Long> seconds = time.flatMap(t -> t.newYorkSeconds(instants));
        seconds.ifPresent(value -> writer.time(member, value));
        if (time.isPresent() && seconds.isEmpty() && !begun) {
            throw InstantTimes.refuse(name, member.name(), "has times like " + text);
        }
        return seconds.isPresent();
    }

    /** A quotation mark that is not closed makes one value of all lines up to the next one. */
    private void requireClosedQuotes(CsvRecord line) {
        if (line.getFieldCount() != members.length
                && line.getFields().stream().anyMatch(field -> field.indexOf('\n') >= 0)) {
            throw new Problem(
                    String.format(
                            "%s is damaged: a quotation mark in line %d, or soon after, is not"
                                    + " closed.",
                            name, line.getStartingLineNumber()));
        }
    }

    private CsvRecord nextLine() {
        try {
            return lines.hasNext() ? lines.next() : null;
        } catch (UncheckedIOException e) {
            throw TripFile.cannotBeRead(name, e.getCause());
        } catch (CsvParseException e) {
            throw new Problem(name + " is not a CSV file of trips: " + e.getMessage(), e);
        }
    }

    @Override
    public long expectedRecords() {
        return UNKNOWN;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
