package io.github.taxistream.producer.record;

import java.util.Optional;

/** A member of the records to be sent. Immutable. */
public final class Member {

    private final TripColumn column;
    private final byte[] bytes;

    private Member(TripColumn column, byte[] bytes) {
        this.column = column;
        this.bytes = bytes;
    }

    /** The member for a column of trips of a colour. */
    public static Member of(TripColumn column, Colour colour) {
        return new Member(column, TripJson.member(column.tlcName(colour)));
    }

    /**
     * The member for a file's column: by the TLC's name if it is one of the TLC's, else by its own.
     */
    public static Member named(String name, Colour colour) {
        Optional<TripColumn> known = TripColumn.named(name);
        return known.isPresent()
                ? of(known.get(), colour)
                : new Member(null, TripJson.member(name.trim()));
    }

    /** The TLC's column, or null if it is none of the TLC's. */
    public TripColumn column() {
        return column;
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
