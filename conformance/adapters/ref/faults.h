/* Faults that sys.fault armed. */
#ifndef ADAPTER_FAULTS_H
#define ADAPTER_FAULTS_H

/* None any more. */
void faults_reset(void);

#endif
