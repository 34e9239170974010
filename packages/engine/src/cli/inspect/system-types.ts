/** Go types of events, version and info, as templates see them (moby api/types/{events,system}, docker/cli cli/command/system). */
import type { GoType } from '../../util/go-value/type.ts';
import { defined, struct, typeBook } from './struct-text.ts';

function event(): GoType {
  const book = typeBook();
  defined(book, 'events.Type', 'string');
  defined(book, 'events.Action', 'string');
  struct(book, 'events.Actor', 'ID string\nAttributes map[string]string');
  return struct(
    book,
    'events.Message',
    `
    Status string json:status omitempty\nID string json:id omitempty\nFrom string json:from omitempty\nType events.Type
    Action events.Action\nActor events.Actor\nScope string json:scope omitempty\nTime int64 json:time omitempty
    TimeNano int64 json:timeNano omitempty`,
  );
}

function version(): GoType {
  const book = typeBook();
  struct(book, 'system.platformInfo', 'Name string json:Name omitempty');
  struct(
    book,
    'system.clientVersion',
    `
    Platform *system.platformInfo omitempty\nVersion string omitempty\nAPIVersion string json:ApiVersion omitempty
    DefaultAPIVersion string omitempty\nGitCommit string omitempty\nGoVersion string omitempty\nOs string omitempty
    Arch string omitempty\nBuildTime string omitempty\nContext string`,
  );
  struct(book, 'types.Platform', 'Name string');
  struct(book, 'types.ComponentVersion', 'Name string\nVersion string\nDetails map[string]string omitempty');
  struct(
    book,
    'types.Version',
    `
    Platform types.Platform omitempty\nComponents []types.ComponentVersion omitempty\nVersion string\nAPIVersion string json:ApiVersion
    MinAPIVersion string omitempty\nGitCommit string\nGoVersion string\nOs string\nArch string\nKernelVersion string omitempty
    Experimental bool omitempty\nBuildTime string omitempty`,
  );
  return struct(book, 'system.versionInfo', 'Client system.clientVersion\nServer *types.Version');
}

function info(): GoType {
  const book = typeBook();
  struct(book, 'system.PluginsInfo', 'Volume []string\nNetwork []string\nAuthorization []string\nLog []string');
  struct(book, 'registry.IndexInfo', 'Name string\nMirrors []string\nSecure bool\nOfficial bool');
  struct(
    book,
    'registry.ServiceConfig',
    `
    IndexConfigs map[string]*registry.IndexInfo\nInsecureRegistryCIDRs []string\nMirrors []string`,
  );
  struct(
    book,
    'system.RuntimeWithStatus',
    'Path string json:path omitempty\nArgs []string json:runtimeArgs omitempty\nStatus map[string]string json:status omitempty',
  );
  struct(book, 'swarm.Peer', 'NodeID string\nAddr string');
  struct(
    book,
    'swarm.Info',
    `
    NodeID string\nNodeAddr string\nLocalNodeState string\nControlAvailable bool\nError string\nRemoteManagers []swarm.Peer
    Nodes int omitempty\nManagers int omitempty`,
  );
  struct(book, 'system.Commit', 'ID string');
  struct(
    book,
    'system.Info',
    `
    ID string\nContainers int\nContainersRunning int\nContainersPaused int\nContainersStopped int\nImages int\nDriver string
    DriverStatus [][]string\nSystemStatus [][]string omitempty\nPlugins system.PluginsInfo\nMemoryLimit bool\nSwapLimit bool
    KernelMemory bool omitempty\nKernelMemoryTCP bool omitempty\nCPUCfsPeriod bool json:CpuCfsPeriod\nCPUCfsQuota bool json:CpuCfsQuota
    CPUShares bool\nCPUSet bool\nPidsLimit bool\nIPv4Forwarding bool\nDebug bool\nNFd int\nOomKillDisable bool\nNGoroutines int
    SystemTime string\nLoggingDriver string\nCgroupDriver string\nCgroupVersion string omitempty\nNEventsListener int
    KernelVersion string\nOperatingSystem string\nOSVersion string\nOSType string\nArchitecture string\nIndexServerAddress string
    RegistryConfig *registry.ServiceConfig\nNCPU int\nMemTotal int64\nGenericResources []string\nDockerRootDir string\nHTTPProxy string json:HttpProxy
    HTTPSProxy string json:HttpsProxy\nNoProxy string\nName string\nLabels []string\nExperimentalBuild bool\nServerVersion string
    Runtimes map[string]system.RuntimeWithStatus\nDefaultRuntime string\nSwarm swarm.Info\nLiveRestoreEnabled bool\nIsolation string
    InitBinary string\nContainerdCommit system.Commit\nRuncCommit system.Commit\nInitCommit system.Commit\nSecurityOptions []string
    ProductLicense string omitempty\nCDISpecDirs []string\nWarnings []string`,
  );
  struct(
    book,
    'system.clientInfo',
    `
    Debug bool\nPlatform *system.PluginsInfo omitempty\nVersion string omitempty\nGitCommit string omitempty\nGoVersion string omitempty
    Os string omitempty\nArch string omitempty\nBuildTime string omitempty\nContext string\nPlugins []string\nWarnings []string`,
  );
  return struct(
    book,
    'system.dockerInfo',
    `
    *system.Info\nServerErrors []string omitempty\nUserName string json:-\nClientInfo *system.clientInfo omitempty\nClientErrors []string omitempty`,
  );
}

/** `events.Message`. */
export const EVENT_MESSAGE: GoType = event();
/** What `docker version` gives to templates: Client and Server. */
export const VERSION_INFO: GoType = version();
/** What `docker info` gives to templates. */
export const DOCKER_INFO: GoType = info();
