package io.github.taxistream.sink;

import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs tests on a machine whose clock and digits are not those of UTC and English. */
final class InNewYork implements BeforeAllCallback, AfterAllCallback {

    private TimeZone zoneBefore;
    private Locale localeBefore;

    @Override
    public void beforeAll(ExtensionContext context) {
        zoneBefore = TimeZone.getDefault();
        localeBefore = Locale.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        TimeZone.setDefault(zoneBefore);
        Locale.setDefault(localeBefore);
    }
}
