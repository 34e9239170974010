/** `container.InspectResponse` of moby api/types, as templates of `docker inspect` see it. */
import type { GoType } from '../../util/go-value/type.ts';
import { defined, struct, typeBook } from './struct-text.ts';

function build(): GoType {
  const book = typeBook();
  defined(book, 'container.ContainerState', 'string');
  defined(book, 'container.HealthStatus', 'string');
  defined(book, 'nat.Port', 'string');
  struct(book, 'container.HealthcheckResult', 'Start time.Time\nEnd time.Time\nExitCode int\nOutput string');
  struct(
    book,
    'container.Health',
    'Status container.HealthStatus\nFailingStreak int\nLog []*container.HealthcheckResult',
  );
  struct(
    book,
    'container.State',
    `
    Status container.ContainerState\nRunning bool\nPaused bool\nRestarting bool\nOOMKilled bool\nDead bool\nPid int\nExitCode int
    Error string\nStartedAt string\nFinishedAt string\nHealth *container.Health omitempty`,
  );
  hostTypes(book);
  struct(book, 'storage.DriverData', 'Data map[string]string\nName string');
  struct(
    book,
    'container.ContainerJSONBase',
    `
    ID string json:Id\nCreated string\nPath string\nArgs []string\nState *container.State\nImage string\nResolvConfPath string
    HostnamePath string\nHostsPath string\nLogPath string\nName string\nRestartCount int\nDriver string\nPlatform string
    MountLabel string\nProcessLabel string\nAppArmorProfile string\nExecIDs []string\nHostConfig *container.HostConfig
    GraphDriver storage.DriverData\nSizeRw *int64 omitempty\nSizeRootFs *int64 omitempty`,
  );
  struct(
    book,
    'container.MountPoint',
    `
    Type mount.Type omitempty\nName string omitempty\nSource string\nDestination string\nDriver string omitempty\nMode string\nRW bool
    Propagation mount.Propagation`,
  );
  struct(
    book,
    'container.HealthConfig',
    `
    Test []string omitempty\nInterval time.Duration omitempty\nTimeout time.Duration omitempty\nStartPeriod time.Duration omitempty
    StartInterval time.Duration omitempty\nRetries int omitempty`,
  );
  defined(book, 'nat.PortSet', 'map[nat.Port]struct{}');
  defined(book, 'strslice.StrSlice', '[]string');
  struct(
    book,
    'container.Config',
    `
    Hostname string\nDomainname string\nUser string\nAttachStdin bool\nAttachStdout bool\nAttachStderr bool
    ExposedPorts nat.PortSet omitempty\nTty bool\nOpenStdin bool\nStdinOnce bool\nEnv []string\nCmd strslice.StrSlice
    Healthcheck *container.HealthConfig omitempty\nArgsEscaped bool omitempty\nImage string\nVolumes map[string]struct{}
    WorkingDir string\nEntrypoint strslice.StrSlice\nNetworkDisabled bool omitempty\nMacAddress string omitempty\nOnBuild []string
    Labels map[string]string\nStopSignal string omitempty\nStopTimeout *int omitempty\nShell strslice.StrSlice omitempty`,
  );
  networkTypes(book);
  return struct(
    book,
    'container.InspectResponse',
    `
    *container.ContainerJSONBase\nMounts []container.MountPoint\nConfig *container.Config\nNetworkSettings *container.NetworkSettings`,
  );
}

function hostTypes(book: ReturnType<typeof typeBook>): void {
  for (const name of [
    'NetworkMode',
    'CgroupnsMode',
    'IpcMode',
    'CgroupSpec',
    'PidMode',
    'UTSMode',
    'UsernsMode',
    'Isolation',
    'RestartPolicyMode',
  ]) {
    defined(book, `container.${name}`, 'string');
  }
  defined(book, 'mount.Type', 'string');
  defined(book, 'mount.Propagation', 'string');
  struct(book, 'container.LogConfig', 'Type string\nConfig map[string]string');
  struct(book, 'nat.PortBinding', 'HostIP string json:HostIp\nHostPort string');
  defined(book, 'nat.PortMap', 'map[nat.Port][]nat.PortBinding');
  struct(book, 'container.RestartPolicy', 'Name container.RestartPolicyMode\nMaximumRetryCount int');
  struct(book, 'blkiodev.WeightDevice', 'Path string\nWeight uint16');
  struct(book, 'blkiodev.ThrottleDevice', 'Path string\nRate uint64');
  struct(book, 'container.DeviceMapping', 'PathOnHost string\nPathInContainer string\nCgroupPermissions string');
  struct(
    book,
    'container.DeviceRequest',
    'Driver string\nCount int\nDeviceIDs []string\nCapabilities [][]string\nOptions map[string]string',
  );
  struct(book, 'units.Ulimit', 'Name string\nHard int64\nSoft int64');
  struct(
    book,
    'mount.BindOptions',
    `
    Propagation mount.Propagation omitempty\nNonRecursive bool omitempty\nCreateMountpoint bool omitempty
    ReadOnlyNonRecursive bool omitempty\nReadOnlyForceRecursive bool omitempty`,
  );
  struct(book, 'mount.Driver', 'Name string omitempty\nOptions map[string]string omitempty');
  struct(
    book,
    'mount.VolumeOptions',
    `
    NoCopy bool omitempty\nLabels map[string]string omitempty\nSubpath string omitempty\nDriverConfig *mount.Driver omitempty`,
  );
  struct(book, 'mount.ImageOptions', 'Subpath string omitempty');
  struct(book, 'mount.TmpfsOptions', 'SizeBytes int64 omitempty\nMode int omitempty\nOptions [][]string omitempty');
  struct(
    book,
    'mount.Mount',
    `
    Type mount.Type omitempty\nSource string omitempty\nTarget string omitempty\nReadOnly bool omitempty\nConsistency string omitempty
    BindOptions *mount.BindOptions omitempty\nVolumeOptions *mount.VolumeOptions omitempty\nImageOptions *mount.ImageOptions omitempty
    TmpfsOptions *mount.TmpfsOptions omitempty`,
  );
  struct(
    book,
    'container.Resources',
    `
    CPUShares int64 json:CpuShares\nMemory int64\nNanoCPUs int64 json:NanoCpus\nCgroupParent string\nBlkioWeight uint16
    BlkioWeightDevice []*blkiodev.WeightDevice\nBlkioDeviceReadBps []*blkiodev.ThrottleDevice\nBlkioDeviceWriteBps []*blkiodev.ThrottleDevice
    BlkioDeviceReadIOps []*blkiodev.ThrottleDevice\nBlkioDeviceWriteIOps []*blkiodev.ThrottleDevice\nCPUPeriod int64 json:CpuPeriod
    CPUQuota int64 json:CpuQuota\nCPURealtimePeriod int64 json:CpuRealtimePeriod\nCPURealtimeRuntime int64 json:CpuRealtimeRuntime
    CpusetCpus string\nCpusetMems string\nDevices []container.DeviceMapping\nDeviceCgroupRules []string
    DeviceRequests []container.DeviceRequest\nKernelMemory int64 omitempty\nKernelMemoryTCP int64 omitempty\nMemoryReservation int64
    MemorySwap int64\nMemorySwappiness *int64\nOomKillDisable *bool\nPidsLimit *int64\nUlimits []*units.Ulimit\nCPUCount int64 json:CpuCount
    CPUPercent int64 json:CpuPercent\nIOMaximumIOps uint64\nIOMaximumBandwidth uint64`,
  );
  struct(
    book,
    'container.HostConfig',
    `
    Binds []string\nContainerIDFile string\nLogConfig container.LogConfig\nNetworkMode container.NetworkMode\nPortBindings nat.PortMap
    RestartPolicy container.RestartPolicy\nAutoRemove bool\nVolumeDriver string\nVolumesFrom []string\nConsoleSize []int
    Annotations map[string]string omitempty\nCapAdd []string\nCapDrop []string\nCgroupnsMode container.CgroupnsMode\nDNS []string json:Dns
    DNSOptions []string json:DnsOptions\nDNSSearch []string json:DnsSearch\nExtraHosts []string\nGroupAdd []string
    IpcMode container.IpcMode\nCgroup container.CgroupSpec\nLinks []string\nOomScoreAdj int\nPidMode container.PidMode\nPrivileged bool
    PublishAllPorts bool\nReadonlyRootfs bool\nSecurityOpt []string\nStorageOpt map[string]string omitempty
    Tmpfs map[string]string omitempty\nUTSMode container.UTSMode\nUsernsMode container.UsernsMode\nShmSize int64
    Sysctls map[string]string omitempty\nRuntime string omitempty\nIsolation container.Isolation\ncontainer.Resources
    Mounts []mount.Mount omitempty\nMaskedPaths []string\nReadonlyPaths []string\nInit *bool omitempty`,
  );
}

function networkTypes(book: ReturnType<typeof typeBook>): void {
  struct(book, 'network.Address', 'Addr string\nPrefixLen int');
  struct(
    book,
    'network.EndpointIPAMConfig',
    `
    IPv4Address string omitempty\nIPv6Address string omitempty\nLinkLocalIPs []string omitempty`,
  );
  struct(
    book,
    'network.EndpointSettings',
    `
    IPAMConfig *network.EndpointIPAMConfig\nLinks []string\nAliases []string\nMacAddress string\nDriverOpts map[string]string
    GwPriority int\nNetworkID string\nEndpointID string\nGateway string\nIPAddress string\nIPPrefixLen int\nIPv6Gateway string
    GlobalIPv6Address string\nGlobalIPv6PrefixLen int\nDNSNames []string`,
  );
  struct(
    book,
    'container.NetworkSettingsBase',
    `
    Bridge string\nSandboxID string\nSandboxKey string\nPorts nat.PortMap\nHairpinMode bool\nLinkLocalIPv6Address string
    LinkLocalIPv6PrefixLen int\nSecondaryIPAddresses []network.Address\nSecondaryIPv6Addresses []network.Address`,
  );
  struct(
    book,
    'container.DefaultNetworkSettings',
    `
    EndpointID string\nGateway string\nGlobalIPv6Address string\nGlobalIPv6PrefixLen int\nIPAddress string\nIPPrefixLen int
    IPv6Gateway string\nMacAddress string`,
  );
  struct(
    book,
    'container.NetworkSettings',
    `
    container.NetworkSettingsBase\ncontainer.DefaultNetworkSettings\nNetworks map[string]*network.EndpointSettings`,
  );
}

/** Type of the answer of GET /containers/ID/json. */
export const CONTAINER_INSPECT: GoType = build();
