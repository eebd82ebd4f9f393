# 对接 Duijie — one command each; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# Two OpenMP threads on shared cores collapse (docs/decisions/0006): one thread, before any import.
export OMP_NUM_THREADS := 1

.PHONY: help setup run test check bench bench-quality learning-curve model notebooks wheel lock clean

help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: $(STAMP) ## 建立 .venv 并安装固定版本的依赖

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo '需要 Python 3.11–3.13；可用 make setup PYTHON=python3.12 指定。'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo '无法建立虚拟环境；Debian/Ubuntu 请先安装 python3-venv。'; exit 1; }
ifneq ($(strip $(DUIJIE_TORCH_INDEX)),)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt \
	  --index-url '$(DUIJIE_TORCH_INDEX)' torch
endif
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

run: setup ## 导入样例目录（仅首次），给出一条推荐，然后在 http://127.0.0.1:8000 提供服务
	$(BIN)/duijie serve --prepare

test: setup ## 全部测试
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: setup ## 格式、静态检查、类型、导入规则
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench-quality: setup ## 匹配质量基准：与 BM25、TF-IDF 等比较，写入 docs/quality.md
	$(BIN)/python -m tests.quality.run

learning-curve: setup ## 词库学习曲线：再多写日常说法还有没有用，写入 docs/lexicon.md（约十分钟）
	$(BIN)/python -m tests.quality.learning_curve

bench: setup ## 性能基准（打印同一次运行内的比值）
	$(BIN)/python -m tests.performance.run

model: setup ## 按修改后的自带词库重新训练语义模型（几分钟；从语料训练见 docs/training.md）
	$(BIN)/python -m embeddings.train --lexicon-only

notebooks: setup ## 执行 notebooks/ 并写回结果
	$(BIN)/python -m tests.support.notebooks --write

wheel: setup ## 构建 wheel，装进空环境（旁边放一个冒名的 api/），检查命令可用
	$(BIN)/python -m tests.support.wheel

lock: ## 用当前 .venv 的版本重写 constraints.txt
	$(BIN)/python -m tests.support.lock

clean: ## 删除 .venv 与缓存（不动 data/）
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
