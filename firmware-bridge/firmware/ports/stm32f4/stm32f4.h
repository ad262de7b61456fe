/* Registers of the STM32F405 (RM0090) and STM32F446 (RM0390), as far as they are used; both have them at the same addresses. */
#ifndef EQ_STM32F4_H
#define EQ_STM32F4_H

#include "registers.h"

#define PWR_CR 0x40007000u
#define PWR_CSR 0x40007004u
#define RCC_CR 0x40023800u
#define RCC_PLLCFGR 0x40023804u
#define RCC_CFGR 0x40023808u
#define RCC_AHB1ENR 0x40023830u
#define RCC_APB1ENR 0x40023840u
#define RCC_APB2ENR 0x40023844u
#define SYSCFG_ENABLE (1u << 14)
#define SYSCFG_EXTICR 0x40013808u
#define EXTI_IMR 0x40013c00u
#define EXTI_RTSR 0x40013c08u
#define EXTI_PR 0x40013c14u
#define RCC_CSR 0x40023874u
#define FLASH_ACR 0x40023c00u
#define IWDG_KR 0x40003000u
#define IWDG_PR 0x40003004u
#define IWDG_RLR 0x40003008u
#define IWDG_SR 0x4000300cu
/* Of port A; the others follow at 400 hex each. */
#define GPIO_MODER 0x40020000u
#define GPIO_OSPEEDR 0x40020008u
#define GPIO_PUPDR 0x4002000cu
#define GPIO_IDR 0x40020010u
#define GPIO_BSRR 0x40020018u
#define GPIO_AFRL 0x40020020u
#define GPIO_STEP 0x400u
#define SYSTICK_CTRL 0xe000e010u
#define SYSTICK_LOAD 0xe000e014u
#define SYSTICK_VAL 0xe000e018u
#define NVIC_ISER1 0xe000e104u
#define ICSR 0xe000ed04u

#define USART1 0x40011000u
#define USART2 0x40004400u

/* Starts the clocks as far as they start. @returns MHz of the core: EQ_CLOCK_HZ, or 16 where the internal oscillator had to do */
uint32_t clock_start(void);

/* Enables the USART of port_config.h at 1 Mbaud, its pins included. */
void usart_start(uint32_t bus_mhz);

#endif
