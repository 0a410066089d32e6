package io.github.taxistream.producer.record;

import java.util.Optional;

/** A member of the records to be sent. Immutable. */
public final class Member {

    private final TripColumn column;
    private final String name;
    private final byte[] bytes;

    private Member(TripColumn column, String name) {
        this.column = column;
        this.name = name;
        this.bytes = TripJson.member(name);
    }

    /** The member for a column of trips of a data set. */
    public static Member of(TripColumn column, DataSet set) {
        return new Member(column, column.tlcName(set));
    }

    /**
     * The member for a file's column: by the TLC's name if it is one of the TLC's, else by its own.
     */
    public static Member named(String name, DataSet set) {
        Optional<TripColumn> known = TripColumn.named(name);
        return known.isPresent() ? of(known.get(), set) : new Member(null, name.trim());
    }

    /** The TLC's column, or null if it is not one of the TLC's. */
    public TripColumn column() {
        return column;
    }

    /** The name that it is sent with. */
    public String name() {
        return name;
    }

    /** Whether it is a pickup or drop-off time. */
    public boolean isTime() {
        return column != null && column.kind() == TripColumn.Kind.TIME;
    }

    /** Name and colon, as they are written. */
    byte[] bytes() {
        return bytes;
    }

    boolean isWhole() {
        return column != null && column.kind() == TripColumn.Kind.WHOLE;
    }

    boolean mayBeNumber() {
        return column == null
                || column.kind() == TripColumn.Kind.WHOLE
                || column.kind() == TripColumn.Kind.NUMBER;
    }
}
