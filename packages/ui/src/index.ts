/** The design system: tokens in `styles.css`, small components on native elements. */
export { Button, type ButtonKind, type ButtonProps, buttonClass } from './button.tsx';
export { classNames } from './class-names.ts';
export { CopyButton, type CopyButtonProps, copyText } from './copy-button.tsx';
export { Dialog, type DialogProps } from './dialog.tsx';
export { Drawer, type DrawerProps } from './drawer.tsx';
export { type Notice, Notices, type NoticesProps } from './notices.tsx';
export { Select, type SelectProps } from './select.tsx';
export { Splitter, type SplitterProps } from './splitter.tsx';
export { Switch, type SwitchProps } from './switch.tsx';
export { panelProps, type Tab, Tabs, type TabsProps, useTabGroup } from './tabs.tsx';
export { TextField, type TextFieldProps } from './text-field.tsx';
