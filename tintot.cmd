@echo off
rem UTF-8 before the first Vietnamese word, so that the console shows it.
chcp 65001 >nul
setlocal
title Tin Tốt
rem pushd also works from a network folder, where cd does not.
pushd "%~dp0" || goto nofolder

rem Python 3.11 to 3.13: the launcher's newest first, then what "python" is.
set "PY="
for %%V in (3.13 3.12 3.11) do if not defined PY py -%%V -c "" >nul 2>nul && set "PY=py -%%V"
if not defined PY python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul && set "PY=python"
if not defined PY goto nopython

rem Prepared once; again when pyproject.toml changes or the Python behind it is gone.
set "VENV=.venv\Scripts\python.exe"
if not exist "%VENV%" goto prepare
"%VENV%" -c "" >nul 2>nul || goto prepare
fc /b pyproject.toml .venv\tintot-ready.toml >nul 2>nul || goto prepare
goto run

:prepare
echo Đang chuẩn bị Tin Tốt. Việc này chỉ làm một lần, cần mạng và mất vài phút.
%PY% -m venv --clear .venv || goto noenvironment
"%VENV%" -m pip install --disable-pip-version-check -q -e . || goto noinstall
copy /y pyproject.toml .venv\tintot-ready.toml >nul

:run
set "PYTHONUTF8=1"
if "%~1"=="" goto build
rem From this folder, not through tintot.exe: the folder may have been moved since it was prepared.
"%VENV%" -m generator.cli %*
set "RESULT=%ERRORLEVEL%"
popd
exit /b %RESULT%

:build
"%VENV%" -m generator.cli build
set "RESULT=%ERRORLEVEL%"
if exist "output\proof\index.html" start "" "output\proof\index.html"
if "%RESULT%"=="0" goto done
echo.
echo Có chỗ cần sửa: xin đọc các dòng bắt đầu bằng chữ "lỗi" ở trên, sửa tệp rồi mở lại tintot.cmd.
goto stop

:done
popd
exit /b 0

:nofolder
echo Không mở được thư mục chứa tintot.cmd. Xin giải nén hoặc chép cả thư mục Tin Tốt vào ổ đĩa rồi mở lại.
pause
exit /b 1

:nopython
echo Máy này chưa có Python 3.11, 3.12 hoặc 3.13.
echo Xin tải Python 3.13 tại https://www.python.org/downloads/windows/ và cài đặt,
echo nhớ đánh dấu ô "Add python.exe to PATH", rồi mở lại tintot.cmd.
set "RESULT=1"
goto stop

:noenvironment
echo Không tạo được thư mục .venv. Xin đóng các cửa sổ Tin Tốt khác, kiểm tra ổ đĩa còn chỗ trống
echo và thư mục này cho phép ghi, rồi mở lại tintot.cmd.
set "RESULT=1"
goto stop

:noinstall
echo Không tải được các thư viện cần dùng. Xin kiểm tra mạng rồi mở lại tintot.cmd.
echo Nếu vẫn không được, xin chụp màn hình này gửi người hỗ trợ.
set "RESULT=1"
goto stop

:stop
echo.
pause
popd
exit /b %RESULT%
