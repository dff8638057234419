// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import io.github.gas4j.core.internal.util.Literal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks the name servers themselves, by the JDK's module {@code jdk.naming.dns}, which remembers no answers. It takes the
 * system's name servers; the JDK looks for changed ones every five minutes.
 *
 * <p>Thread-safe: immutable. Only this class needs the modules {@code java.naming} and {@code jdk.naming.dns}, so it must
 * not be loaded where they are absent.
 */
final class NameServers implements Resolver.Names {
    /** The name servers of the system. */
    static final String OF_THE_SYSTEM = "dns:";
    /** How long one name server may take at first, in milliseconds. The second time it may take twice as long. */
    private static final String TIMEOUT_MILLIS = "1000";

    private static final String RETRIES = "2";

    private final String servers;
    private final HostsFile hosts;
    private final SearchList searchList;

    /** The servers are given as URLs like {@code dns://192.0.2.1:53}, with spaces between them. */
    NameServers(String servers, HostsFile hosts, SearchList searchList) {
        this.servers = servers;
        this.hosts = hosts;
        this.searchList = searchList;
    }

    /**
     * Returns the addresses of a name: none if the name is not one that name servers are asked for, or if they do not
     * answer.
     *
     * @throws UnknownHostException if the name servers do not know the name
     */
    @Override
    public InetAddress[] addressesOf(String host) throws UnknownHostException {
        if (isLocal(host) || hosts.has(host)) {
            return new InetAddress[0];
        }
        DirContext context = null;
        try {
            context = new InitialDirContext(settings());
            return ask(context, host).toArray(InetAddress[]::new);
        } catch (NamingException noAnswer) {
            return new InetAddress[0];
        } finally {
            close(context);
        }
    }

    /**
     * Returns whether the name belongs to this host (RFC 6761, section 6.3) or to this link (RFC 6762, section 3), whatever a
     * name server says.
     */
    private static boolean isLocal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String name = "." + (lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower);
        return name.endsWith(".localhost") || name.endsWith(".local");
    }

    @SuppressWarnings("JdkObsolete") // JNDI takes nothing else
    private Hashtable<String, String> settings() {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, servers);
        settings.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
        settings.put("com.sun.jndi.dns.timeout.retries", RETRIES);
        return settings;
    }

    private List<InetAddress> ask(DirContext context, String host) throws NamingException, UnknownHostException {
        boolean ipv4Only = Boolean.getBoolean("java.net.preferIPv4Stack");
        NamingException failure = null;
        for (String candidate : searchList.candidates(host)) {
            try {
                List<InetAddress> found = new ArrayList<>();
                add(found, host, ask(context, candidate, "A"));
                if (!ipv4Only) {
                    add(found, host, askAsWell(context, candidate, found.isEmpty()));
                }
                if (!found.isEmpty()) {
                    return found;
                }
            } catch (NamingException failed) {
                failure = failed; // another domain's servers may answer
            }
        }
        if (failure != null) {
            throw failure;
        }
        throw new UnknownHostException(host);
    }

    /** Asks for IPv6 addresses. A failure matters only if there are no IPv4 addresses. */
    private static @Nullable Attribute askAsWell(DirContext context, String name, boolean matters)
            throws NamingException {
        try {
            return ask(context, name, "AAAA");
        } catch (NamingException failed) {
            if (matters) {
                throw failed;
            }
            return null;
        }
    }

    /** The name comes from the configuration and never from an event. Addresses are data, from which no object is made. */
    @SuppressWarnings("BanJNDI")
    private static @Nullable Attribute ask(DirContext context, String name, String type) throws NamingException {
        try {
            return context.getAttributes(new CompositeName().add(name), new String[] {type})
                    .get(type);
        } catch (NameNotFoundException unknown) {
            return null;
        }
    }

    private static void add(List<InetAddress> found, String host, @Nullable Attribute answer)
            throws NamingException, UnknownHostException {
        for (int i = 0; answer != null && i < answer.size(); i++) {
            byte[] address = Literal.read(answer.get(i).toString()).getAddress();
            found.add(InetAddress.getByAddress(host, address));
        }
    }

    private static void close(@Nullable DirContext context) {
        if (context != null) {
            try {
                context.close();
            } catch (NamingException ignored) {
                // nothing more can be done with it
            }
        }
    }
}
