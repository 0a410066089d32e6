package io.github.taxistream.source.duplicate;

/** An earlier entry with the same identity. Immutable. */
final class EarlierEntry {

    private final EntryPlace first;
    private final long arrivalMillis;
    private final long content;

    EarlierEntry(EntryPlace first, long arrivalMillis, long content) {
        this.first = first;
        this.arrivalMillis = arrivalMillis;
        this.content = content;
    }

    /** Where it first stood. */
    EntryPlace first() {
        return first;
    }

    /** When it last arrived, in milliseconds since 1970 UTC. */
    long arrivalMillis() {
        return arrivalMillis;
    }

    /** 64 bits of a hash of its bytes. */
    long content() {
        return content;
    }
}
