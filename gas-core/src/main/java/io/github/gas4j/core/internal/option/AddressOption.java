// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import io.github.gas4j.core.internal.util.Literal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** An option whose value is a literal IP address. A name is refused, because looking it up could block the start. */
public final class AddressOption extends Option {
    public AddressOption(String name, String meaning) {
        super(name, meaning);
    }

    /** Returns the address, or null for any. */
    @Nullable
    public InetAddress read(OptionReader in) {
        String text = textFrom(in);
        if (text != null) {
            try {
                if (Literal.is(text)) {
                    return Literal.read(text);
                }
            } catch (UnknownHostException notAddress) {
                // reported below, like every other text that is not an address
            }
            in.problem(name(), text, "an IPv4 or IPv6 address of this host, like 192.0.2.1 or 2001:db8::1");
        }
        return null;
    }

    @Override
    public String type() {
        return "address";
    }

    @Override
    public String defaultText() {
        return "any";
    }

    @Override
    public String valid() {
        return "an IP address of this host";
    }
}
