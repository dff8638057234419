// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Reads literal IP addresses without ever asking the name service. {@link InetAddress} alone does not promise that: it
 * looks up every text that is not quite an address.
 *
 * <p>Thread-safe: stateless.
 */
public final class Literal {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,10}(\\.\\d{1,10}){0,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");

    private Literal() {}

    /** Returns whether the text has the form of an address; an IPv6 address without brackets. */
    public static boolean is(String text) {
        return isIpv4(text) || IPV6.matcher(text).matches();
    }

    /** Returns whether the text {@link #is} an address and can be read. Its network interface need not exist yet. */
    public static boolean isValid(String text) {
        int scope = text.indexOf('%');
        try {
            return is(text) && read(scope < 0 ? text : text.substring(0, scope)) != null;
        } catch (UnknownHostException onlyLooksLikeOne) {
            return false;
        }
    }

    /**
     * Reads an address that {@link #is} one, without a lookup.
     *
     * @throws UnknownHostException if it only looks like an address, or if its network interface does not exist
     */
    public static InetAddress read(String text) throws UnknownHostException {
        return InetAddress.getByName(text.indexOf(':') < 0 ? text : "[" + text + "]");
    }

    /** Accepts what the JDK accepts: one to four numbers, the last of which fills the remaining bytes. */
    private static boolean isIpv4(String text) {
        if (!IPV4.matcher(text).matches()) {
            return false;
        }
        String[] numbers = text.split("\\.", -1);
        int last = numbers.length - 1;
        for (int i = 0; i < last; i++) {
            if (Long.parseLong(numbers[i]) > 255) {
                return false;
            }
        }
        return Long.parseLong(numbers[last]) < 1L << (8 * (4 - last));
    }
}
