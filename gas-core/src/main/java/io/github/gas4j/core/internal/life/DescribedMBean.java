// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.life;

import io.github.gas4j.core.GasClientMXBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.StandardMBean;

/**
 * An MXBean whose attributes have the descriptions that {@link GasClientMXBean.Description} gives. Loaded only with
 * {@code jmx=true}, by {@link Registration}.
 *
 * <p>Thread-safe: immutable.
 */
final class DescribedMBean extends StandardMBean {

    DescribedMBean(GasClientMXBean client) {
        super(client, GasClientMXBean.class, true);
    }

    @Override
    protected String getDescription(MBeanInfo bean) {
        return "A client of GAS, which sends log events to a collector. At every quiet point, Offered = Released + Dropped +"
                + " BufferedEvents + UnconfirmedEvents.";
    }

    @Override
    protected String getDescription(MBeanAttributeInfo attribute) {
        try {
            return GasClientMXBean.class
                    .getMethod("get" + attribute.getName())
                    .getAnnotation(GasClientMXBean.Description.class)
                    .value();
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
