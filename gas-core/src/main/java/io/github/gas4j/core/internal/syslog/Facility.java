// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.syslog;

import io.github.gas4j.core.internal.option.ChoiceOption;
import org.jspecify.annotations.Nullable;

/** The facilities of syslog, by the names that Logback has for them. Their order is that of their numbers. */
enum Facility {
    KERN,
    USER,
    MAIL,
    DAEMON,
    AUTH,
    SYSLOG,
    LPR,
    NEWS,
    UUCP,
    CRON,
    AUTHPRIV,
    FTP,
    NTP,
    AUDIT,
    ALERT,
    CLOCK,
    LOCAL0,
    LOCAL1,
    LOCAL2,
    LOCAL3,
    LOCAL4,
    LOCAL5,
    LOCAL6,
    LOCAL7;

    /** Returns the facility of a name or a number, or null if there is none. */
    static @Nullable Facility of(String text) {
        for (Facility facility : values()) {
            if (text.equals(Integer.toString(facility.number()))) {
                return facility;
            }
        }
        return ChoiceOption.find(Facility.class, text);
    }

    @SuppressWarnings("EnumOrdinal") // the order is that of RFC 5424, 6.2.1
    int number() {
        return ordinal();
    }
}
