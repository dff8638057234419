// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import io.github.gas4j.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The main class of a {@link BootApplication}: logs, starts Spring Boot, and logs again, each time as many events as its
 * argument says and through Spring's own way of logging, which is that of either framework. Then it logs what comes in on
 * standard input: a text and a number. There are several versions of Spring Boot, so it is found by reflection. Confined to
 * the main thread.
 */
final class BootMain {
    private BootMain() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Log log = LogFactory.getLog("application");
        long events = Long.parseLong(args[0]);
        log(log, "before", events);
        Class.forName("org.springframework.boot.SpringApplication")
                .getMethod("run", Class.class, String[].class)
                .invoke(null, BootMain.class, new String[] {"--spring.main.banner-mode=off"});
        log(log, "after", events);
        System.out.println(ChildJvm.ANSWER + "started");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            int space = line.indexOf(' ');
            log(log, line.substring(0, space), Long.parseLong(line.substring(space + 1)));
            System.out.println(ChildJvm.ANSWER + "logged");
        }
    }

    private static void log(Log log, String text, long events) {
        for (long i = 0; i < events; i++) {
            log.info(text + " " + i);
        }
    }
}
